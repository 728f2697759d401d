import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import type { Db } from '@/db/client'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { viewpointPlaces, viewpoints } from '@/db/schema/viewpoints'
import { recount } from '@/lib/maintenance/recount'
import { findViewpoints } from '@/lib/viewpoints/find-viewpoints'
import { markViewpoint } from '@/lib/viewpoints/mark-viewpoint'
import { removeViewpoint } from '@/lib/viewpoints/remove-viewpoint'
import { parseViewpointFilter } from '@/lib/viewpoints/viewpoint-filter'
import { test } from '@/tests/support/db'
import { insertPhoto, insertUser } from '@/tests/support/factories'

const METER = 1 / 111_195 // degrees of latitude
const HERE = { lng: -3.1, lat: 54.45 }

const list = async (db: Db, query: Record<string, string> = {}) =>
  (
    await findViewpoints(
      { db, mapillary: { photoPageUrl: (key) => `https://mapillary.example/${key}` }, origin: 'http://127.0.0.1:3000' },
      parseViewpointFilter(new URLSearchParams(query)),
    )
  ).viewpoints

async function markBy(db: Db, photoId: number, people: { id: number }[], value = true) {
  for (const { id: userId } of people) await markViewpoint(db, { photoId, userId, value })
}

const crowd = (db: Db, size: number) => Promise.all(Array.from({ length: size }, () => insertUser(db)))

test('photos close together that look the same way are one viewpoint, with the best of them', async ({ db }) => {
  const people = await crowd(db, 2)
  const first = await insertPhoto(db, { ...HERE, compassAngle: 350 })
  const near = await insertPhoto(db, { ...HERE, lat: HERE.lat + 20 * METER, compassAngle: 20 })
  await markBy(db, first.id, people.slice(0, 1))
  await markBy(db, near.id, people)

  expect(await list(db)).toMatchObject([{ rank: 1, peopleFor: 2, peopleAgainst: 0, photo: { id: String(near.id) } }])
})

test.for([
  ['too far away', { lat: HERE.lat + 30 * METER }, 2],
  ['too far to the side', { lng: HERE.lng + 45 * METER }, 2],
  ['near to the side', { lng: HERE.lng + 40 * METER }, 1], // a degree of longitude is shorter here
  ['looking another way', { compassAngle: 180 }, 2],
  ['looking around', { compassAngle: 180, isPano: true }, 1],
  ['with a heading that nobody knows', { compassAngle: null }, 1],
] as const)('beside a viewpoint, a photo %s', async ([, values, places], { db }) => {
  const user = await insertUser(db)
  await markBy(db, (await insertPhoto(db, HERE)).id, [user])
  await markBy(db, (await insertPhoto(db, { ...HERE, ...values })).id, [user])
  expect(await list(db)).toHaveLength(places)
})

test('across the border of a grid, photos beside each other are still one viewpoint', async ({ db }) => {
  const user = await insertUser(db)
  for (const lng of [-0.00001, 0.00001]) {
    await markBy(db, (await insertPhoto(db, { lng, lat: 51.5 })).id, [user])
  }
  expect(await list(db)).toHaveLength(1)
})

test('few marks do not beat many: 2 of 2 rank below 18 of 20', async ({ db }) => {
  const people = await crowd(db, 20)
  const small = await insertPhoto(db, { ...HERE, lat: 10 })
  const large = await insertPhoto(db, { ...HERE, lat: 20 })
  await markBy(db, small.id, people.slice(0, 2))
  await markBy(db, large.id, people.slice(0, 18))
  await markBy(db, large.id, people.slice(18), false)

  const [first, second] = await list(db)
  expect(first).toMatchObject({ peopleFor: 18, peopleAgainst: 2, photo: { id: String(large.id) } })
  expect(second).toMatchObject({ peopleFor: 2, peopleAgainst: 0, photo: { id: String(small.id) } })
  // Reference values of the 95 % interval, computed apart from this code.
  expect(first?.score).toBeCloseTo(0.699, 3)
  expect(second?.score).toBeCloseTo(0.3424, 3)
})

test('of equals the one that was marked last comes first', async ({ db }) => {
  const user = await insertUser(db)
  const [early, late] = [await insertPhoto(db, { ...HERE, lat: 10 }), await insertPhoto(db, { ...HERE, lat: 20 })]
  const mark = (photo: typeof early, markedAt: string) =>
    db.insert(viewpoints).values({
      photoId: photo.id,
      userId: user.id,
      photoOwnerId: photo.ownerId,
      value: true,
      markedAt: new Date(markedAt),
    })
  await mark(late, '2025-02-01T00:00:00Z')
  await mark(early, '2024-05-01T00:00:00Z')

  expect((await list(db)).map(({ photo }) => photo.id)).toEqual([String(late.id), String(early.id)])
  const [only] = await list(db, { period: '2024-05' })
  expect(only).toMatchObject({ rank: 1, photo: { id: String(early.id) }, lastMarkedAt: '2024-05-01T00:00:00.000Z' })
  expect(await list(db, { period: '2024-05' })).toHaveLength(1)
  expect(await list(db, { period: '2025' })).toHaveLength(1)
  expect(await list(db, { period: '2023' })).toEqual([])
})

test('one person counts once for a place, however many photos of it they mark', async ({ db }) => {
  const user = await insertUser(db)
  for (let photo = 0; photo < 3; photo++) await markBy(db, (await insertPhoto(db, HERE)).id, [user])
  expect(await list(db)).toMatchObject([{ peopleFor: 1 }])
})

test('what becomes private is in no list, count or place; what comes back is', async ({ db }) => {
  const people = await crowd(db, 2)
  const open = await insertPhoto(db, HERE)
  const hidden = await insertPhoto(db, HERE)
  await markBy(db, open.id, people.slice(0, 1))
  await markBy(db, hidden.id, people)
  expect(await list(db)).toMatchObject([{ peopleFor: 2, photo: { id: String(hidden.id) } }])

  await db.update(photos).set({ isPrivate: true }).where(eq(photos.id, hidden.id))
  expect(await list(db)).toMatchObject([{ peopleFor: 1, photo: { id: String(open.id) } }])
  const year = String(new Date().getUTCFullYear())
  expect(await list(db, { period: year })).toMatchObject([{ peopleFor: 1 }])
  await db.update(sequences).set({ isPrivate: true }).where(eq(sequences.id, open.sequenceId))
  expect(await list(db)).toEqual([])
  await db.update(sequences).set({ isPrivate: false }).where(eq(sequences.id, open.sequenceId))
  await db.update(photos).set({ isPrivate: false }).where(eq(photos.id, hidden.id))
  expect(await list(db)).toMatchObject([{ peopleFor: 2, photo: { id: String(hidden.id) } }])
})

test('marks taken back take the place with them', async ({ db }) => {
  const user = await insertUser(db)
  const photo = await insertPhoto(db, HERE)
  await markBy(db, photo.id, [user])
  await removeViewpoint(db, { photoId: photo.id, userId: user.id })
  expect(await list(db)).toEqual([])
  expect(await db.$count(viewpointPlaces)).toBe(0)
})

test('a sequence that is deleted takes its marks along, and places live on in other photos', async ({ db }) => {
  const user = await insertUser(db)
  const [doomed, stays] = [await insertPhoto(db, HERE), await insertPhoto(db, HERE)]
  await markBy(db, doomed.id, [user])
  await markBy(db, stays.id, [user])
  await db.delete(sequences).where(eq(sequences.id, doomed.sequenceId))
  expect(await list(db)).toMatchObject([{ peopleFor: 1, photo: { id: String(stays.id) } }])
})

test('in a box, near a place, across the antimeridian', async ({ db }) => {
  const user = await insertUser(db)
  const at = async (lng: number, lat: number) => {
    const photo = await insertPhoto(db, { lng, lat })
    await markBy(db, photo.id, [user])
    return String(photo.id)
  }
  const [here, far, west, unplaced] = [await at(10, 50), await at(11, 50), await at(179.99, 0), await insertPhoto(db)]
  await db.update(photos).set({ lng: null, lat: null, cell: null }).where(eq(photos.id, unplaced.id))
  await markBy(db, unplaced.id, [user])
  const ids = async (query: Record<string, string>) => (await list(db, query)).map(({ photo }) => photo.id)

  expect((await ids({})).sort()).toEqual([here, far, west, String(unplaced.id)].sort())
  expect(await ids({ bbox: '9,49,10.5,51' })).toEqual([here])
  expect(await ids({ bbox: '179,-1,-179,1' })).toEqual([west])
  const [nearest] = await list(db, { near: '10.001,50', radius: '1000' })
  expect(nearest).toMatchObject({ photo: { id: here } })
  expect(nearest?.distance).toBeCloseTo(71.5, 0)
  expect(await ids({ near: '-179.99,0', radius: '5000' })).toEqual([west])
})

test('pages go on where the last one ended, with ranks over the whole list', async ({ db }) => {
  const people = await crowd(db, 3)
  for (let lat = 1; lat <= 7; lat++)
    await markBy(db, (await insertPhoto(db, { lng: 1, lat })).id, people.slice(0, 1 + (lat % 3)))
  const sources = { db, mapillary: { photoPageUrl: (key: string) => key }, origin: 'http://127.0.0.1:3000' }
  const seen: { id: string; rank: number }[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const page = await findViewpoints(sources, parseViewpointFilter(new URLSearchParams({ limit: '3', cursor })))
    seen.push(...page.viewpoints.map(({ id, rank }) => ({ id, rank })))
    cursor = page.nextCursor
  }
  expect(seen.map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5, 6, 7])
  expect(new Set(seen.map(({ id }) => id)).size).toBe(7)
})

test('200 users who mark photos of one place at once are counted right', async ({ pool }) => {
  const people = await crowd(pool, 200)
  const there = await Promise.all(Array.from({ length: 4 }, () => insertPhoto(pool, HERE)))

  await Promise.all(
    people.map(({ id: userId }, index) =>
      markViewpoint(pool, { photoId: there[index % 4]?.id ?? 0, userId, value: index % 10 !== 0 }),
    ),
  )

  const places = await pool.select().from(viewpointPlaces)
  expect(places).toMatchObject([{ trueCount: 180, falseCount: 20 }])
  const counts = await pool.select({ count: photos.viewpointCount }).from(photos)
  expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(180)
})

test('places that went wrong are rebuilt, once', async ({ db }) => {
  const user = await insertUser(db)
  const photo = await insertPhoto(db, HERE)
  await markBy(db, photo.id, [user])
  await db.update(viewpointPlaces).set({ trueCount: 40, score: 1, bestPhotoId: null })

  expect(await recount(db)).toMatchObject({ places: 1 })
  expect(await recount(db)).toMatchObject({ places: 0 })
  expect(await list(db)).toMatchObject([{ peopleFor: 1, photo: { id: String(photo.id) } }])
})
