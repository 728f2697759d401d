import { eq } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { unpackLine } from '@/lib/geo/lines/line'
import { requestSync } from '@/lib/imports/sync/request-sync'
import { recount } from '@/lib/maintenance/recount'
import { editPhoto } from '@/lib/sequences/editing/edit-photo'
import { getProfile } from '@/lib/sequences/get-profile'
import { test } from '@/tests/support/importing'

const WALK = { username: 'ada', photos: 5, altitude: 'all' } as const
const STEP = 0.00035 // degrees of latitude: 39 m

describe('five photos 39 m apart', () => {
  test.for([
    { name: '(0, 0)', place: [0, 0] as [number, number], stored: null, doubts: [] },
    { name: 'far away', place: [80, -20] as [number, number], stored: 80, doubts: ['position'] },
  ])('of which the third is at $name are 156 m', async ({ place, stored, doubts }, { importing, pool }) => {
    const run = await importing(WALK)
    for (const [index, photo] of run.sequence.photos.entries())
      photo.lngLat = index === 2 ? place : [11, 47 + index * STEP]
    const { importId, sequenceId } = await run.request()
    await run.run(importId)

    const [sequence] = await pool.select().from(sequences).where(eq(sequences.id, sequenceId))
    expect(sequence?.lengthMeters).toBeCloseTo(4 * 38.9, 0)
    expect(unpackLine(sequence?.line ?? Buffer.alloc(0)).every(([lng]) => Math.abs(lng - 11) < 1e-4)).toBe(true)
    const rows = await pool.select().from(photos).where(eq(photos.sequenceId, sequenceId)).orderBy(photos.n)
    expect(rows[2]).toMatchObject({ lng: stored, doubts })
    expect(rows.filter((row) => row.doubts.length > 0)).toHaveLength(doubts.length)
    const profile = await getProfile(pool, { sequenceId, viewer: run.user.id })
    expect(profile?.lengthMeters).toBeCloseTo(4 * 38.9, 0)
  })
})

test('what the owner says is right counts again, until Mapillary says something else', async ({ importing, pool }) => {
  const run = await importing(WALK)
  for (const [index, photo] of run.sequence.photos.entries())
    photo.lngLat = index === 2 ? [12, 47] : [11, 47 + index * STEP]
  const { importId, sequenceId } = await run.request()
  await run.run(importId)
  const third = async () => (await pool.select().from(photos).where(eq(photos.n, 3)))[0]
  const length = async () => (await pool.select().from(sequences).where(eq(sequences.id, sequenceId)))[0]?.lengthMeters
  const photoId = (await third())?.id ?? 0
  expect((await third())?.doubts).toEqual(['position'])

  const said = { photoId, userId: run.user.id }
  await editPhoto(pool, { ...said, trusted: ['position', 'position'] })
  expect(await third()).toMatchObject({ doubts: [], trusted: ['position'] })
  expect(await length()).toBeGreaterThan(150_000)
  await recount(pool)
  expect((await third())?.doubts).toEqual([])

  await editPhoto(pool, { ...said, trusted: [] })
  expect(await third()).toMatchObject({ doubts: ['position'], trusted: [] })
  expect(await length()).toBeLessThan(200)

  await editPhoto(pool, { ...said, trusted: ['position', 'altitude'] })
  const [, , moved] = run.sequence.photos
  if (moved) moved.lngLat = [13, 47]
  const sync = await requestSync(run.tools, { sequenceId, userId: run.user.id })
  expect(await run.run(sync.importId)).toEqual([])
  expect(await third()).toMatchObject({ lng: 13, doubts: ['position'], trusted: ['altitude'] })
})

test('the recount puts right what was imported before', async ({ importing, pool }) => {
  const run = await importing(WALK)
  const { importId, sequenceId } = await run.request()
  await run.run(importId)
  const [before] = await pool.select().from(sequences).where(eq(sequences.id, sequenceId))
  await pool.update(photos).set({ lng: 80, lat: -20, altitude: 65_535 }).where(eq(photos.n, 5))
  await pool.update(sequences).set({ lengthMeters: 10_505_000, climbMeters: 65_000 })

  await recount(pool)

  const [after] = await pool.select().from(sequences).where(eq(sequences.id, sequenceId))
  expect(after?.lengthMeters).toBeLessThan(before?.lengthMeters ?? 0)
  expect(after?.climbMeters).toBeLessThan(1_000)
  const [last] = await pool.select().from(photos).where(eq(photos.n, 5))
  expect(last?.doubts).toEqual(['position', 'altitude'])
})
