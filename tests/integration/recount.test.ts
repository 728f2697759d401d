import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
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

  expect(await recount(db)).toEqual({ photos: 1, sequences: 1, searched: 0 })
  expect(await recount(db)).toEqual({ photos: 0, sequences: 0, searched: 0 })
  const [row] = await db.select().from(photos).where(eq(photos.id, photo.id))
  expect(row?.viewpointCount).toBe(1)
})
