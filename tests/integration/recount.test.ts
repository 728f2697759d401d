import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { accountPhotos, accountSequences } from '@/db/schema/accounts'
import { photos } from '@/db/schema/photos'
import { viewpoints } from '@/db/schema/viewpoints'
import { recount } from '@/lib/recount'
import { test } from '../support/db'
import { insertPhoto, insertUser } from '../support/factories'

test('counters that went wrong are rebuilt from the rows they count, once', async ({ db }) => {
  const photo = await insertPhoto(db)
  const user = await insertUser(db)
  await db.insert(viewpoints).values({ photoId: photo.id, userId: user.id, photoOwnerId: photo.ownerId, value: true })
  await db.update(photos).set({ viewpointCount: 40 }).where(eq(photos.id, photo.id))

  await db.insert(accountPhotos).values({ userId: user.id, sequenceKey: 's1', photoKey: '1', isPano: false, seenIn: 1 })
  await db.insert(accountSequences).values({ userId: user.id, sequenceKey: 's2', photoCount: 4 }) // without photos
  const right = { userId: user.id, sequenceKey: 's1', photoCount: 1, isStale: false }

  expect(await recount(db)).toMatchObject({ photos: 1, sequences: 1, accountSequences: 2, searched: 0 })
  expect(await recount(db)).toMatchObject({ photos: 0, sequences: 0, accountSequences: 0 })
  expect(await db.select().from(accountSequences)).toMatchObject([right])
  const [row] = await db.select().from(photos).where(eq(photos.id, photo.id))
  expect(row?.viewpointCount).toBe(1)
})
