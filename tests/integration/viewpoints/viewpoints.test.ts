import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { photos } from '@/db/schema/photos'
import { viewpoints } from '@/db/schema/viewpoints'
import { getViewpoint } from '@/lib/viewpoints/get-viewpoint'
import { markViewpoint } from '@/lib/viewpoints/mark-viewpoint'
import { removeViewpoint } from '@/lib/viewpoints/remove-viewpoint'
import { test } from '@/tests/support/db'
import { insertPhoto, insertUser } from '@/tests/support/factories'

test('a mark is explicit: repeating it changes nothing, false takes it out of the count', async ({ db }) => {
  const [{ id: photoId }, { id: userId }] = [await insertPhoto(db), await insertUser(db)]
  const mark = (value: boolean) => markViewpoint(db, { photoId, userId, value })

  expect(await mark(true)).toEqual({ value: true, count: 1 })
  expect(await mark(true)).toEqual({ value: true, count: 1 })
  expect(await mark(false)).toEqual({ value: false, count: 0 })
  expect(await mark(false)).toEqual({ value: false, count: 0 })
  expect(await mark(true)).toEqual({ value: true, count: 1 })
  expect(await removeViewpoint(db, { photoId, userId })).toEqual({ value: null, count: 0 })
  expect(await removeViewpoint(db, { photoId, userId })).toEqual({ value: null, count: 0 })
})

test('the same mark made again keeps its date', async ({ db }) => {
  const [{ id: photoId }, { id: userId }] = [await insertPhoto(db), await insertUser(db)]
  await markViewpoint(db, { photoId, userId, value: true })
  const markedAt = new Date('2024-06-01T00:00:00Z')
  await db.update(viewpoints).set({ markedAt })

  await markViewpoint(db, { photoId, userId, value: true })

  expect(await db.select({ markedAt: viewpoints.markedAt }).from(viewpoints)).toEqual([{ markedAt }])
})

test('the owner may not mark, not even after marks of others', async ({ db }) => {
  const photo = await insertPhoto(db)
  const marking = { photoId: photo.id, userId: photo.ownerId }

  await expect(markViewpoint(db, { ...marking, value: true })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  await expect(removeViewpoint(db, marking)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  expect(await getViewpoint(db, marking)).toEqual({ value: null, count: 0 })
})

test('the database itself refuses a mark of the owner, whatever owner the row claims', async ({ pool }) => {
  const photo = await insertPhoto(pool)
  const stranger = await insertUser(pool)
  const insert = (photoOwnerId: number) =>
    pool.insert(viewpoints).values({ photoId: photo.id, userId: photo.ownerId, photoOwnerId, value: true })

  await expect(insert(photo.ownerId)).rejects.toMatchObject({ cause: { constraint_name: 'viewpoints_not_by_owner' } })
  await expect(insert(stranger.id)).rejects.toMatchObject({ cause: { constraint_name: 'viewpoints_photo_owner_fkey' } })
})

test('a photo that the user may not see cannot be marked', async ({ db }) => {
  const [hidden, { id: userId }] = [await insertPhoto(db, { isPrivate: true }), await insertUser(db)]

  for (const photoId of [hidden.id, 999_999_999]) {
    await expect(markViewpoint(db, { photoId, userId, value: true })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(removeViewpoint(db, { photoId, userId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(getViewpoint(db, { photoId, userId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  }
})

test('200 users at once are counted right', async ({ pool }) => {
  const { id: photoId } = await insertPhoto(pool)
  const people = await Promise.all(Array.from({ length: 200 }, () => insertUser(pool)))

  await Promise.all(
    people.flatMap(({ id: userId }, index) => [
      markViewpoint(pool, { photoId, userId, value: true }),
      markViewpoint(pool, { photoId, userId, value: true }),
      ...(index % 5 === 0 ? [markViewpoint(pool, { photoId, userId, value: false })] : []),
    ]),
  )
  const marks = await pool.select({ value: viewpoints.value }).from(viewpoints)
  const [photo] = await pool.select({ count: photos.viewpointCount }).from(photos).where(eq(photos.id, photoId))

  expect(marks).toHaveLength(200)
  expect(photo?.count).toBe(marks.filter(({ value }) => value).length)
})
