import { asc, eq } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import type { Db } from '@/db/client'
import { audit } from '@/db/schema/people/audit'
import { sequences } from '@/db/schema/sequences'
import { EditSequencesInput, editSequences } from '@/lib/sequences/editing/edit-sequences'
import { findSequenceIds } from '@/lib/sequences/find-sequence-ids'
import { publishSequence } from '@/lib/sequences/publish-sequence'
import { test } from '@/tests/support/db'
import { insertPhoto, insertSequence, insertUser } from '@/tests/support/factories'

async function insertScene(db: Db) {
  const owner = (await insertUser(db)).id
  const own: number[] = []
  for (const tags of [['Windy'], ['windy', 'steep'], []]) {
    const { id } = await insertSequence(db, { ownerId: owner, tags, transportType: 'Walk' })
    await insertPhoto(db, { sequenceId: id, ownerId: owner })
    await publishSequence(db, id)
    own.push(id)
  }
  const read = async () =>
    (await db.select().from(sequences).where(eq(sequences.ownerId, owner)).orderBy(asc(sequences.id))).map(
      ({ tags, transportType, isPublic }) => ({ tags, transportType, isPublic }),
    )
  const edit = (userId: number, changes: object) =>
    editSequences(db, {
      userId,
      ...EditSequencesInput.parse({ edits: own.map((id) => ({ id: String(id), ...changes })) }),
    })
  return { owner, own, read, edit }
}

const asEdits = (results: Awaited<ReturnType<typeof editSequences>>) =>
  EditSequencesInput.parse({ edits: results.map(({ id, before }) => ({ id, ...before })) })

describe('many sequences', () => {
  test('are changed at once, and what is answered puts them back', async ({ db }) => {
    const { owner, read, edit } = await insertScene(db)
    const before = await read()
    const changes = { published: false, transportType: null, addTags: ['WINDY', 'wet'], removeTags: ['Steep'] }
    const results = await edit(owner, changes)
    expect(await read()).toEqual([
      { tags: ['Windy', 'wet'], transportType: null, isPublic: false },
      { tags: ['windy', 'wet'], transportType: null, isPublic: false },
      { tags: ['WINDY', 'wet'], transportType: null, isPublic: false },
    ])
    expect(results[1]?.before).toEqual({ published: true, transportType: 'Walk', tags: ['windy', 'steep'] })

    await editSequences(db, { userId: owner, ...asEdits(results) })
    expect(await read()).toEqual(before)
  })

  test('that are so already are left alone', async ({ db }) => {
    const { owner, edit } = await insertScene(db)
    const results = await edit(owner, { published: true, transportType: 'Walk', removeTags: ['unknown'] })
    expect(results.map(({ before }) => before)).toEqual([{}, {}, {}])
    expect(await db.$count(audit)).toBe(0)
  })

  test('are each refused for themselves', async ({ db }) => {
    const { owner, own, read, edit } = await insertScene(db)
    await db
      .update(sequences)
      .set({ isPrivate: true })
      .where(eq(sequences.id, own[0] ?? 0))
    await db
      .update(sequences)
      .set({ deletedAt: new Date() })
      .where(eq(sequences.id, own[1] ?? 0))
    const results = await edit(owner, { published: true, addTags: ['wet'] })
    expect(results.map(({ problem }) => problem)).toEqual([
      'Mapillary keeps this sequence private. Change that there.',
      'This sequence is being deleted',
      null,
    ])
    expect((await read()).map(({ tags }) => tags.includes('wet'))).toEqual([false, false, true])
  })

  test('of somebody else are changed by admins only', async ({ db }) => {
    const { own, read, edit } = await insertScene(db)
    const before = await read()
    for (const role of ['user', 'moderator'] as const) {
      const results = await edit((await insertUser(db, { role })).id, { addTags: ['mine'] })
      expect(new Set(results.map(({ problem }) => problem))).toEqual(
        new Set(['Only the owner and admins can change this']),
      )
      expect(await read()).toEqual(before)
    }
    await db
      .update(sequences)
      .set({ unpublishedAt: new Date(), publishedAt: null })
      .where(eq(sequences.id, own[0] ?? 0))
    const [unseen, seen] = await edit((await insertUser(db, { role: 'admin' })).id, { addTags: ['wet'] })
    expect([unseen?.problem, seen?.problem]).toEqual([`Sequence ${own[0]} not found`, null])
  })

  test('have 50 tags at most each, and are 100 at most', async ({ db }) => {
    const { owner, edit } = await insertScene(db)
    const tags = Array.from({ length: 50 }, (_, at) => `tag ${at}`)
    const results = await edit(owner, { addTags: tags })
    expect(results.map(({ problem }) => problem)).toEqual([
      'A sequence has at most 50 tags',
      'A sequence has at most 50 tags',
      null,
    ])
    const edits = Array.from({ length: 101 }, () => ({ id: '1' }))
    expect(EditSequencesInput.safeParse({ edits }).success).toBe(false)
    expect(EditSequencesInput.safeParse({ edits: [] }).success).toBe(false)
  })

  test('of one’s own are listed by number, but for those that are being deleted', async ({ db }) => {
    const { owner, own } = await insertScene(db)
    await insertPhoto(db)
    await db
      .update(sequences)
      .set({ deletedAt: new Date() })
      .where(eq(sequences.id, own[1] ?? 0))
    const ids = await findSequenceIds(db, { viewer: owner, mine: 'true', isDeleted: false, sequenceTag: [] }, 10)
    expect(ids.toSorted()).toEqual([own[0], own[2]])
    expect(await findSequenceIds(db, { viewer: null, mine: 'true', isDeleted: false }, 10)).toEqual([])
  })
})
