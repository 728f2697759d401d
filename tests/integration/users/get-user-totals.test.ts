import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { photos } from '@/db/schema/photos'
import { viewpoints } from '@/db/schema/viewpoints'
import { getUserTotals } from '@/lib/users/get-user-totals'
import { findMarkedPhotos } from '@/lib/viewpoints/find-marked-photos'
import { markViewpoint } from '@/lib/viewpoints/mark-viewpoint'
import { test } from '@/tests/support/db'
import { insertPhoto, insertSequence, insertUser } from '@/tests/support/factories'

test('the totals of a user are those of what everybody can see', async ({ db }) => {
  const [ada, ben] = [await insertUser(db, { username: 'ada' }), await insertUser(db)]
  const sequence = await insertSequence(db, { ownerId: ada.id, lengthMeters: 1_234.6 })
  await insertSequence(db, { ownerId: ada.id, lengthMeters: 999, isPrivate: true })
  const open = await insertPhoto(db, { sequenceId: sequence.id, ownerId: ada.id, n: 1 })
  const hidden = await insertPhoto(db, { sequenceId: sequence.id, ownerId: ada.id, n: 2 })
  const bens = await insertPhoto(db, { ownerId: ben.id })
  await markViewpoint(db, { photoId: open.id, userId: ben.id, value: true })
  await markViewpoint(db, { photoId: hidden.id, userId: ben.id, value: true })
  await markViewpoint(db, { photoId: bens.id, userId: ada.id, value: true })
  await db.update(photos).set({ isPrivate: true }).where(eq(photos.id, hidden.id))

  expect(await getUserTotals(db, 'ada')).toEqual({
    id: String(ada.id),
    username: 'ada',
    memberSince: ada.createdAt.toISOString(),
    photoCount: 1,
    sequenceCount: 1,
    lengthMeters: 1_235,
    viewpointsReceived: 1,
    viewpointsGiven: 1,
  })
  expect(await getUserTotals(db, ben.username)).toMatchObject({ viewpointsGiven: 1, viewpointsReceived: 1 })
  await expect(getUserTotals(db, 'nobody')).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('photos that a user marked are listed, the last first, page by page', async ({ db }) => {
  const user = await insertUser(db)
  const marked: string[] = []
  for (let day = 1; day <= 5; day++) {
    const photo = await insertPhoto(db)
    const markedAt = new Date(Date.UTC(2024, 1, day))
    await db
      .insert(viewpoints)
      .values({ photoId: photo.id, photoOwnerId: photo.ownerId, userId: user.id, value: day !== 3, markedAt })
    if (day !== 3) marked.unshift(String(photo.id))
  }
  const sources = { db, mapillary: { photoPageUrl: (key: string) => key }, origin: 'http://127.0.0.1:3000' }
  const first = await findMarkedPhotos(sources, { userId: user.id, limit: 3 })
  const second = await findMarkedPhotos(sources, { userId: user.id, limit: 3, cursor: Number(first.nextCursor) })
  expect([...first.photos, ...second.photos].map(({ id }) => id)).toEqual(marked)
  expect(second.nextCursor).toBeNull()
})
