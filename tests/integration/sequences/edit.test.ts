import { asc, eq } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import type { Db } from '@/db/client'
import { audit } from '@/db/schema/people/audit'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { unpackLine } from '@/lib/geo/lines/line'
import { type EditPhotoInput, editPhoto } from '@/lib/sequences/editing/edit-photo'
import { type EditSequenceInput, editSequence } from '@/lib/sequences/editing/edit-sequence'
import { publishSequence } from '@/lib/sequences/publish-sequence'
import { test } from '@/tests/support/db'
import { insertPhoto, insertSequence, insertUser } from '@/tests/support/factories'

async function insertScene(db: Db) {
  const people = {
    owner: (await insertUser(db)).id,
    other: (await insertUser(db)).id,
    moderator: (await insertUser(db, { role: 'moderator' })).id,
    admin: (await insertUser(db, { role: 'admin' })).id,
  }
  const { id: sequenceId } = await insertSequence(db, { ownerId: people.owner })
  const photoIds = []
  for (const n of [1, 2, 3]) photoIds.push((await insertPhoto(db, { sequenceId, n, lng: -3 - n / 1000 })).id)
  await publishSequence(db, sequenceId)
  const photoId = photoIds[2] ?? 0
  return {
    people,
    sequenceId,
    photoId,
    photo: async () => (await db.select().from(photos).where(eq(photos.id, photoId)))[0],
    sequence: async () => (await db.select().from(sequences).where(eq(sequences.id, sequenceId)))[0],
    actions: async () => (await db.select().from(audit).orderBy(asc(audit.id))).map(({ action }) => action),
    editPhoto: (userId: number, changes: EditPhotoInput) => editPhoto(db, { photoId, userId, ...changes }),
    edit: (userId: number, changes: EditSequenceInput) => editSequence(db, { sequenceId, userId, ...changes }),
  }
}

describe('a photo', () => {
  test('is hidden and shown again by its owner, and its sequence is measured without it meanwhile', async ({ db }) => {
    const scene = await insertScene(db)
    const before = await scene.sequence()
    for (const _time of ['once', 'twice']) await scene.editPhoto(scene.people.owner, { hidden: true })
    expect(await scene.photo()).toMatchObject({ isPublic: false, hiddenBy: scene.people.owner })
    const hidden = await scene.sequence()
    expect(hidden).toMatchObject({ isPublic: true, photoCount: 2 })
    expect(unpackLine(hidden?.line ?? Buffer.alloc(0))).toHaveLength(2)
    expect(hidden?.lengthMeters).toBeLessThan(before?.lengthMeters ?? 0)
    await scene.editPhoto(scene.people.owner, { hidden: false })
    expect(await scene.photo()).toMatchObject({ isPublic: true, hiddenAt: null, clearedAt: null })
    expect(await scene.sequence()).toMatchObject({ photoCount: 3, lengthMeters: before?.lengthMeters })
    expect(await scene.actions()).toEqual(['photo.hidden', 'photo.shown'])
  })

  test('that an admin hid is shown by an admin only, and then cleared', async ({ db }) => {
    const scene = await insertScene(db)
    await scene.editPhoto(scene.people.owner, { hidden: true })
    await scene.editPhoto(scene.people.admin, { hidden: true })
    await scene.editPhoto(scene.people.owner, { hidden: true })
    await expect(scene.editPhoto(scene.people.owner, { hidden: false })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await scene.editPhoto(scene.people.admin, { hidden: false })
    expect(await scene.photo()).toMatchObject({ isPublic: true, clearedAt: expect.any(Date) })
  })

  test('that a report hid is not shown by its owner', async ({ db }) => {
    const scene = await insertScene(db)
    await db.update(photos).set({ hiddenAt: new Date(), hiddenBy: null }).where(eq(photos.id, scene.photoId))
    await expect(scene.editPhoto(scene.people.owner, { hidden: false })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  test('that is gone is shown when its owner keeps it', async ({ db }) => {
    const scene = await insertScene(db)
    await db.update(photos).set({ goneAt: new Date() }).where(eq(photos.id, scene.photoId))
    await scene.editPhoto(scene.people.owner, { keepShowing: true })
    expect(await scene.photo()).toMatchObject({ isPublic: true })
    await scene.editPhoto(scene.people.owner, { keepShowing: false })
    expect(await scene.photo()).toMatchObject({ isPublic: false })
  })

  test('is not changed by others', async ({ db }) => {
    const { people, editPhoto: edit, photoId } = await insertScene(db)
    for (const userId of [people.other, people.moderator])
      await expect(edit(userId, { hidden: true })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await edit(people.owner, { hidden: true })
    await expect(edit(people.other, { hidden: false })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(editPhoto(db, { photoId: photoId + 100, userId: people.admin })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })
})

describe('a sequence', () => {
  test('is told of anew by its owner', async ({ db }) => {
    const scene = await insertScene(db)
    const changes = {
      name: 'Ridge',
      description: 'Windy',
      transportType: 'Ski' as const,
      tags: ['alps', 'alps', 'snow'],
    }
    for (const _time of ['once', 'twice']) await scene.edit(scene.people.owner, changes)
    expect(await scene.sequence()).toMatchObject({ ...changes, tags: ['alps', 'snow'], isPublic: true })
    await scene.edit(scene.people.owner, { transportType: null, tags: [], description: '' })
    expect(await scene.sequence()).toMatchObject({ name: 'Ridge', description: '', transportType: null, tags: [] })
    expect(await scene.actions()).toEqual(['sequence.edited', 'sequence.edited'])
  })

  test('that its owner unpublished stays so after an import, until it is published', async ({ db }) => {
    const scene = await insertScene(db)
    await scene.edit(scene.people.owner, { published: false })
    expect(await scene.sequence()).toMatchObject({ isPublic: false, publishedAt: null })
    await publishSequence(db, scene.sequenceId)
    expect(await scene.sequence()).toMatchObject({ isPublic: false })
    await scene.edit(scene.people.owner, { published: true })
    expect(await scene.sequence()).toMatchObject({ isPublic: true, unpublishedAt: null })
    expect(await scene.actions()).toEqual(['sequence.unpublished', 'sequence.published'])
  })

  test('that an admin unpublished is published by an admin only', async ({ db }) => {
    const scene = await insertScene(db)
    await scene.edit(scene.people.admin, { published: false })
    await expect(scene.edit(scene.people.owner, { published: true })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(scene.editPhoto(scene.people.owner, { hidden: false })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(await scene.photo()).toMatchObject({ isPublic: false })
    await scene.edit(scene.people.admin, { published: true })
    expect(await scene.sequence()).toMatchObject({ isPublic: true })
    expect(await scene.actions()).toEqual(['sequence.hidden', 'sequence.shown'])
  })

  test('is not published by being told of while its first import runs', async ({ db }) => {
    const scene = await insertScene(db)
    await db.update(sequences).set({ publishedAt: null }).where(eq(sequences.id, scene.sequenceId))
    await scene.edit(scene.people.owner, { name: 'Ridge', transportType: 'Ski' })
    expect(await scene.sequence()).toMatchObject({ publishedAt: null, name: 'Ridge' })
  })

  test('that Mapillary keeps private is not published', async ({ db }) => {
    const scene = await insertScene(db)
    await db.update(sequences).set({ isPrivate: true }).where(eq(sequences.id, scene.sequenceId))
    await expect(scene.edit(scene.people.owner, { published: true })).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  test('is not changed by others, and not while it is being deleted', async ({ db }) => {
    const { people, edit, sequenceId } = await insertScene(db)
    for (const userId of [people.other, people.moderator])
      await expect(edit(userId, { name: 'Mine' })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await db.update(sequences).set({ deletedAt: new Date() }).where(eq(sequences.id, sequenceId))
    await expect(edit(people.owner, { name: 'Ridge' })).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(edit(people.other, { name: 'Mine' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
