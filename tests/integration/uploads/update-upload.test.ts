import { eq, sql } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import { imports } from '@/db/schema/imports'
import { tombstones } from '@/db/schema/instance'
import { mapillaryAccounts } from '@/db/schema/people/users'
import { sequences } from '@/db/schema/sequences'
import { uploads } from '@/db/schema/uploads'
import { cancelImport } from '@/lib/imports/request/cancel-import'
import { cleanUploads } from '@/lib/uploads/clean-uploads'
import { createUpload } from '@/lib/uploads/create-upload'
import { findUploadLinks } from '@/lib/uploads/find-upload-links'
import { listWaitingUploads } from '@/lib/uploads/list-uploads'
import { removeUpload } from '@/lib/uploads/remove-upload'
import { updateUpload } from '@/lib/uploads/update-upload'
import { UploadInput, type UploadUpdate } from '@/lib/uploads/upload-input'
import { openToken } from '@/lib/users/token-cipher'
import { insertUser } from '@/tests/support/factories'
import { type Importing, test } from '@/tests/support/importing'

const WALK = { username: 'ada', photos: 2, altitude: 'none', detections: 'none' } as const
const input = UploadInput.parse({ name: 'Ridge', transport_type: 'Walk', description: 'Windy', tag: 'snow,Ridge' })

async function announced(run: Importing): Promise<string> {
  return createUpload(run.tools.db, { userId: run.user.id, input })
}

function tell(run: Importing, uploadId: string, update: UploadUpdate) {
  return updateUpload(run.tools, { uploadId, owner: run.user, update })
}

function arrival(run: Importing, key = run.sequence.key) {
  return { mapillary_user_token: run.demo.mintToken('ada'), mapillary_sequence_key: key }
}

describe('an announced sequence that Mapillary has made', () => {
  test('is imported with what was announced, by the token that came with it', async ({ importing }) => {
    const run = await importing(WALK)
    const uploadId = await announced(run)
    const update = arrival(run)

    const updated = await tell(run, uploadId, update)

    expect(updated).toMatchObject({ next: 'import', requested: { attempt: 1 } })
    const [sequence] = await run.tools.db.select().from(sequences)
    expect(sequence).toMatchObject({
      name: 'Ridge',
      description: 'Windy',
      transportType: 'Walk',
      tags: ['snow', 'Ridge'],
    })
    const [account] = await run.tools.db.select().from(mapillaryAccounts)
    expect(openToken(run.tools.tokenKeys, run.user.id, account?.encryptedToken ?? '')).toBe(update.mapillary_user_token)
    expect(await listWaitingUploads(run.tools.db, run.user.id)).toEqual([])
  })

  test('is refused when the operator has erased that sequence', async ({ importing }) => {
    const run = await importing(WALK)
    const uploadId = await announced(run)
    await run.tools.db
      .insert(tombstones)
      .values({ kind: 'sequence', deletedId: 7, mapillaryKeys: ['another', run.sequence.key] })
    await expect(tell(run, uploadId, arrival(run))).rejects.toMatchObject({
      code: 'CONFLICT',
      message: 'This sequence was erased here by the operator and is not imported again.',
    })
    expect(await run.tools.db.$count(imports)).toBe(0)
  })

  test('told four times at once is imported once', async ({ importing }) => {
    const run = await importing(WALK)
    const uploadId = await announced(run)
    const update = arrival(run)
    const told = await Promise.all(Array.from({ length: 4 }, () => tell(run, uploadId, update)))
    expect(told.filter((each) => each.next === 'import' && each.requested?.attempt === 1)).toHaveLength(1)
    expect(await run.tools.db.$count(imports)).toBe(1)
  })

  test('told again for ever takes up no import that was cancelled, and brings back no sequence that was deleted', async ({
    importing,
  }) => {
    const run = await importing(WALK)
    const uploadId = await announced(run)
    const first = await tell(run, uploadId, arrival(run))
    const importId = first.next === 'import' ? first.requested?.importId : undefined
    await cancelImport(run.tools.db, { importId: importId ?? 0, userId: run.user.id })

    expect(await tell(run, uploadId, arrival(run))).toEqual({ next: 'import', requested: null })
    expect((await run.tools.db.select().from(imports))[0]?.state).toBe('cancelled')

    await run.tools.db.delete(sequences)
    expect(await tell(run, uploadId, arrival(run))).toEqual({ next: 'import', requested: null })
    expect(await run.tools.db.$count(sequences)).toBe(0)
  })

  test('announced twice is one sequence, and nothing of it is lost', async ({ importing }) => {
    const run = await importing(WALK)
    const first = await announced(run)
    const second = await createUpload(run.tools.db, { userId: run.user.id, input: { ...input, name: 'Ridge again' } })
    await tell(run, first, arrival(run))
    await tell(run, second, arrival(run))
    await tell(run, second, { strava: '18273749957' })
    await tell(run, first, { google_street_view: 'https://goo.gl/maps/abc' })
    const rows = await run.tools.db.select().from(sequences)
    expect(rows.map(({ name }) => name)).toEqual(['Ridge'])
    const links = await findUploadLinks(run.tools.db, { ownerId: run.user.id, mapillaryKey: run.sequence.key })
    expect(links).toEqual({
      strava: 'https://www.strava.com/activities/18273749957',
      googleStreetView: 'https://goo.gl/maps/abc',
    })
  })
})

type Refused = [what: string, update: (run: Importing) => UploadUpdate, code: string, message: string]

const foreign = (run: Importing) => run.demo.world.sequences.find(({ owner }) => owner.username === 'chen')?.key

describe('update that is refused', () => {
  test.for<Refused>([
    ['nothing', () => ({}), 'INVALID_INPUT', 'Mapillary token is missing'],
    [
      'a token without a key',
      (run) => ({ mapillary_user_token: run.demo.mintToken('ada') }),
      'INVALID_INPUT',
      'Sequence key is missing',
    ],
    [
      'a token that Mapillary refuses',
      (run) => ({ ...arrival(run), mapillary_user_token: 'made-up' }),
      'INVALID_INPUT',
      'Mapillary token is invalid',
    ],
    [
      'a key that Mapillary does not know yet',
      (run) => arrival(run, 'not-yet-made-0000000000'),
      'CONFLICT',
      'Sequence is empty',
    ],
    [
      'the sequence of somebody else',
      (run) => arrival(run, foreign(run)),
      'NOT_FOUND',
      'You are not owner of this sequence',
    ],
    [
      'the token of somebody else',
      (run) => ({ mapillary_user_token: run.demo.mintToken('chen'), mapillary_sequence_key: foreign(run) }),
      'NOT_FOUND',
      'You are not owner of this sequence',
    ],
  ])('%s', async ([, update, code, message], { importing }) => {
    const run = await importing(WALK, { ...WALK, username: 'chen' })
    const uploadId = await announced(run)
    await expect(tell(run, uploadId, update(run))).rejects.toMatchObject({ code, message })
    expect(await run.tools.db.$count(imports)).toBe(0)
    expect((await run.tools.db.select().from(uploads))[0]).toMatchObject({
      mapillarySequenceKey: null,
      importedAt: null,
    })
  })

  test.for(['no-uuid', '00000000-0000-4000-8000-000000000000'])(
    'of an id that is not here: %s',
    async (id, { importing }) => {
      const run = await importing(WALK)
      await expect(tell(run, id, arrival(run))).rejects.toMatchObject({
        code: 'NOT_FOUND',
        message: 'Sequence id is invalid',
      })
    },
  )

  test('of an announcement of somebody else changes nothing of it', async ({ importing }) => {
    const run = await importing(WALK)
    const other = await insertUser(run.tools.db)
    const theirs = await createUpload(run.tools.db, { userId: other.id, input })
    await expect(tell(run, theirs, { strava: '7', ...arrival(run) })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await run.tools.db.select().from(uploads))[0]).toMatchObject({ stravaActivityId: null, importedAt: null })
  })

  test('keeps the links that came with it', async ({ importing }) => {
    const run = await importing(WALK)
    const uploadId = await announced(run)
    const update = { strava: '5', google_street_view: 'https://goo.gl/maps/x' }
    expect(await tell(run, uploadId, update)).toEqual({
      next: 'stored',
      message: 'Google Street View is updated \nStrava is updated \n',
    })
  })
})

describe('an announcement', () => {
  test('sent again within minutes is the same one, also at once', async ({ pool }) => {
    const { id: userId } = await insertUser(pool)
    const ids = await Promise.all(Array.from({ length: 4 }, () => createUpload(pool, { userId, input })))
    expect(new Set(ids).size).toBe(1)
    await pool.update(uploads).set({ createdAt: sql`now() - interval '11 minutes'` })
    expect(await createUpload(pool, { userId, input })).not.toBe(ids[0])
  })

  test('waits, is late, is given up after 30 days, and is forgotten after 30 more', async ({ db }) => {
    const { id: userId } = await insertUser(db)
    const id = await createUpload(db, { userId, input })
    const state = async () => (await listWaitingUploads(db, userId))[0]?.state
    const madeBefore = (age: string) =>
      db
        .update(uploads)
        .set({ createdAt: sql`now() - ${age}::interval` })
        .where(eq(uploads.id, id))

    expect(await state()).toBe('waiting')
    await madeBefore('73 hours')
    expect(await state()).toBe('late')
    await madeBefore('29 days')
    expect(await cleanUploads(db)).toEqual({ givenUp: 0, forgotten: 0 })
    await madeBefore('31 days')
    expect(await cleanUploads(db)).toEqual({ givenUp: 1, forgotten: 0 })
    expect(await state()).toBe('given-up')
    expect(await cleanUploads(db)).toEqual({ givenUp: 0, forgotten: 0 })
    await db.update(uploads).set({ givenUpAt: sql`now() - interval '31 days'` })
    expect(await cleanUploads(db)).toEqual({ givenUp: 0, forgotten: 1 })
    expect(await db.$count(uploads)).toBe(0)
  })

  test('that was given up still arrives', async ({ importing }) => {
    const run = await importing(WALK)
    const uploadId = await announced(run)
    await run.tools.db.update(uploads).set({ createdAt: sql`now() - interval '40 days'` })
    await cleanUploads(run.tools.db)
    expect(await tell(run, uploadId, arrival(run))).toMatchObject({ next: 'import', requested: { attempt: 1 } })
    expect((await run.tools.db.select().from(uploads))[0]?.givenUpAt).toBeNull()
  })

  test('is taken back by its owner alone', async ({ db }) => {
    const [owner, other] = [await insertUser(db), await insertUser(db)]
    const uploadId = await createUpload(db, { userId: owner.id, input })
    await expect(removeUpload(db, { uploadId, userId: other.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await removeUpload(db, { uploadId, userId: owner.id })
    expect(await listWaitingUploads(db, owner.id)).toEqual([])
  })
})
