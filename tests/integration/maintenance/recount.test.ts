import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { accountPhotos, accountSequences } from '@/db/schema/people/accounts'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { viewpoints } from '@/db/schema/viewpoints'
import { recount } from '@/lib/maintenance/recount'
import { test } from '@/tests/support/db'
import { insertPhoto, insertSequence, insertUser } from '@/tests/support/factories'

test('climbs are computed anew from the photos that who sees the sequence sees', async ({ db }) => {
  const walk = await insertSequence(db, { climbMeters: 7 })
  const flat = await insertSequence(db, { climbMeters: 0 }) // of which no altitude is known
  const right = await insertSequence(db, { climbMeters: 60 })
  const own = await insertSequence(db, { isPrivate: true })
  for (const sequenceId of [walk.id, right.id, own.id]) {
    await insertPhoto(db, { sequenceId, n: 1, altitude: 100 })
    await insertPhoto(db, { sequenceId, n: 2, altitude: 160 })
    await insertPhoto(db, { sequenceId, n: 3, altitude: 900, isPrivate: true })
  }
  expect((await recount(db)).climbs).toBe(3)
  expect((await recount(db)).climbs).toBe(0)
  const stored = await db.select({ id: sequences.id, climb: sequences.climbMeters }).from(sequences)
  expect(new Map(stored.map(({ id, climb }) => [id, climb]))).toEqual(
    new Map([
      [walk.id, 60],
      [flat.id, null],
      [right.id, 60],
      [own.id, 800],
    ]),
  )
})

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
