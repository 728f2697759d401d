import { randomBytes } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import type { Db } from '@/db/client'
import { excludedAreas } from '@/db/schema/people/excluded-areas'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { describeExcludedAreas, previewExcludedAreas, putExcludedAreas } from '@/lib/excluded-areas/put-excluded-areas'
import type { LngLat } from '@/lib/geo/lng-lat'
import { publishSequence } from '@/lib/sequences/publish-sequence'
import { test } from '@/tests/support/db'
import { insertPhoto, insertSequence, insertUser } from '@/tests/support/factories'

const HOME: LngLat = [-3.1, 54.45]
const marginKey = randomBytes(32)

/** A square, so many degrees high, around a place. */
const around = ([lng, lat]: LngLat, degrees = 0.001): LngLat[] => [
  [lng - degrees, lat - degrees],
  [lng + degrees, lat - degrees],
  [lng + degrees, lat + degrees],
  [lng - degrees, lat + degrees],
]

/** A walk to the north that begins at home: photos 0, 50, 1,000, 2,000 and 3,000 m away from it. */
async function walk(db: Db, values: Partial<typeof sequences.$inferInsert> = {}) {
  const sequence = await insertSequence(db, values)
  const metres = [0, 50, 1_000, 2_000, 3_000]
  for (const [index, metre] of metres.entries())
    await insertPhoto(db, {
      ...{ sequenceId: sequence.id, n: index + 1, lng: HOME[0], lat: HOME[1] + metre / 111_195 },
      capturedAt: new Date(Date.parse('2024-05-03T10:00:00Z') + metre * 1_000),
    })
  await publishSequence(db, sequence.id)
  return sequence
}

async function shownOf(db: Db, sequenceId: number): Promise<number[]> {
  const rows = await db.select().from(photos).where(eq(photos.sequenceId, sequenceId)).orderBy(photos.n)
  return rows.filter(({ isPublic }) => isPublic).map(({ n }) => n)
}

async function measured(db: Db, id: number) {
  const [row] = await db.select().from(sequences).where(eq(sequences.id, id))
  return row && { photoCount: row.photoCount, length: Math.round(row.lengthMeters / 100) * 100, isPublic: row.isPublic }
}

describe('an excluded area', () => {
  test('hides what is inside, and the line and numbers of the sequence are made without it', async ({ db }) => {
    const { id, ownerId } = await walk(db)
    const tools = { db, marginKey }
    const asked = { ownerId, actorId: ownerId, areas: [around(HOME)] }
    expect(await previewExcludedAreas(tools, asked)).toMatchObject({ inside: 2, hides: 2, shows: 0 })
    expect(await shownOf(db, id)).toEqual([1, 2, 3, 4, 5])

    expect(await putExcludedAreas(tools, asked)).toMatchObject({ inside: 2, hides: 2, shows: 0, unreadable: false })

    expect(await shownOf(db, id)).toEqual([3, 4, 5])
    expect(await measured(db, id)).toEqual({ photoCount: 3, length: 2_000, isPublic: true })
    expect(await describeExcludedAreas(tools, ownerId)).toMatchObject({
      areas: [{ type: 'Polygon', coordinates: [[...around(HOME), around(HOME)[0]]] }],
      inside: 2,
      hides: 0,
      shows: 0,
    })

    const none = { ...asked, areas: [] }
    expect(await previewExcludedAreas(tools, none)).toMatchObject({ inside: 0, hides: 0, shows: 2 })
    await putExcludedAreas(tools, none)
    expect(await shownOf(db, id)).toEqual([1, 2, 3, 4, 5])
    expect(await measured(db, id)).toEqual({ photoCount: 5, length: 3_000, isPublic: true })
  })

  test('holds what comes later, by its recorded and by its computed position', async ({ db }) => {
    const owner = await insertUser(db)
    await putExcludedAreas({ db, marginKey }, { ownerId: owner.id, actorId: owner.id, areas: [around(HOME)] })
    const { id: sequenceId } = await insertSequence(db, { ownerId: owner.id })
    await insertPhoto(db, { sequenceId, n: 1, lng: HOME[0], lat: HOME[1] })
    await insertPhoto(db, { sequenceId, n: 2, lng: 10, lat: 10, computedLng: HOME[0], computedLat: HOME[1] })
    await insertPhoto(db, { sequenceId, n: 3, lng: null, lat: null })
    const { id } = await insertPhoto(db, { sequenceId, n: 4, lng: 10, lat: 10 })
    expect(await shownOf(db, sequenceId)).toEqual([3, 4])
    await db.update(photos).set({ computedLng: HOME[0], computedLat: HOME[1] }).where(eq(photos.id, id))
    expect(await shownOf(db, sequenceId)).toEqual([3])
  })

  test("is about its owner's photos only, and the instance's about everybody's", async ({ db }) => {
    const [mine, others] = [await walk(db), await walk(db)]
    const { id: actorId } = await insertUser(db, { role: 'admin' })
    const tools = { db, marginKey }
    await putExcludedAreas(tools, { ownerId: mine.ownerId, actorId: mine.ownerId, areas: [around(HOME)] })
    expect(await shownOf(db, others.id)).toEqual([1, 2, 3, 4, 5])
    const asked = { ownerId: null, actorId, areas: [around(HOME)] }
    expect(await previewExcludedAreas(tools, asked)).toMatchObject({ inside: 4, hides: 2 })
    await putExcludedAreas(tools, asked)
    expect(await shownOf(db, others.id)).toEqual([3, 4, 5])
    await putExcludedAreas(tools, { ...asked, areas: [] })
    expect(await shownOf(db, others.id)).toEqual([1, 2, 3, 4, 5])
    expect(await shownOf(db, mine.id)).toEqual([3, 4, 5])
  })

  test('around all photos of a sequence takes the sequence from the public', async ({ db }) => {
    const { id, ownerId } = await walk(db)
    await putExcludedAreas({ db, marginKey }, { ownerId, actorId: ownerId, areas: [around(HOME, 0.1)] })
    expect(await shownOf(db, id)).toEqual([])
    expect(await measured(db, id)).toMatchObject({ isPublic: false })
  })
})

describe('the margin', () => {
  const marginsOf = (db: Db) =>
    db
      .select({ meters: excludedAreas.marginMeters, east: excludedAreas.offsetEast, north: excludedAreas.offsetNorth })
      .from(excludedAreas)

  test('is 100 to 300 m, and moves the hole by less than that', async ({ db }) => {
    const { id: ownerId } = await insertUser(db)
    const areas = Array.from({ length: 20 }, (_, index) => around([index, 50]))
    await putExcludedAreas({ db, marginKey }, { ownerId, actorId: ownerId, areas })
    const margins = await marginsOf(db)
    expect(new Set(margins.map(({ meters }) => meters)).size).toBe(20)
    for (const { meters, east, north } of margins) {
      expect(meters).toBeGreaterThanOrEqual(100)
      expect(meters).toBeLessThanOrEqual(300)
      expect(Math.hypot(east ?? 0, north ?? 0)).toBeLessThanOrEqual(0.9 * (meters ?? 0))
    }
  })

  test('is kept when the area is put again, and when it is drawn anew over itself', async ({ db }) => {
    const { id: ownerId } = await insertUser(db)
    const put = (areas: LngLat[][]) => putExcludedAreas({ db, marginKey }, { ownerId, actorId: ownerId, areas })
    await put([around(HOME)])
    const margins = await marginsOf(db)
    await put([around(HOME)])
    expect(await marginsOf(db)).toEqual(margins)
    await put([around(HOME, 0.0015)])
    expect(await marginsOf(db)).toEqual(margins)
  })

  test('is another one for somebody else, and with another key', async ({ db }) => {
    const [one, other] = [await insertUser(db), await insertUser(db)]
    for (const [ownerId, key] of [
      [one.id, marginKey],
      [other.id, marginKey],
      [null, randomBytes(32)],
    ] as const)
      await putExcludedAreas({ db, marginKey: key }, { ownerId, actorId: one.id, areas: [around(HOME)] })
    expect(new Set((await marginsOf(db)).map(({ meters }) => meters)).size).toBe(3)
  })

  test('hides the whole of what was drawn', async ({ db }) => {
    const { id: sequenceId, ownerId } = await insertSequence(db)
    for (const [index, [lng, lat]] of around(HOME).entries())
      await insertPhoto(db, { sequenceId, n: index + 1, lng, lat })
    for (let round = 0; round < 10; round++) {
      const tools = { db, marginKey: randomBytes(32) }
      await putExcludedAreas(tools, { ownerId, actorId: ownerId, areas: [around(HOME)] })
      expect(await shownOf(db, sequenceId)).toEqual([])
      await putExcludedAreas(tools, { ownerId, actorId: ownerId, areas: [] })
    }
  })
})

test('photos that come while areas are put are hidden too', async ({ pool }) => {
  const { id: sequenceId, ownerId } = await insertSequence(pool)
  const photo = await insertPhoto(pool, { sequenceId, lng: null, lat: null })
  let letEnd = () => {}
  const mayEnd = new Promise<void>((resolve) => {
    letEnd = resolve
  })
  let tellMoved = () => {}
  const isMoved = new Promise<void>((resolve) => {
    tellMoved = resolve
  })
  const moving = pool.transaction(async (tx) => {
    await tx.update(photos).set({ lng: HOME[0], lat: HOME[1] }).where(eq(photos.id, photo.id))
    tellMoved()
    await mayEnd
  })
  await isMoved
  const putting = putExcludedAreas({ db: pool, marginKey }, { ownerId, actorId: ownerId, areas: [around(HOME)] })
  const waiting = sql`
    select from pg_locks where locktype = 'advisory' and not granted
      and database = (select oid from pg_database where datname = current_database())`
  await expect.poll(async () => (await pool.execute(waiting)).length).toBe(1)
  letEnd()
  await Promise.all([moving, putting])
  expect(await shownOf(pool, sequenceId)).toEqual([])
})
