import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DoubtablePhoto, findDoubts, plausiblePositions } from '@/lib/geo/doubts'
import type { LngLat } from '@/lib/geo/lng-lat'
import { fastestMetersPerSecond } from '@/lib/model/transport-types'

const NOW = new Date('2026-01-01T00:00:00Z')
const STEP = 0.00035 // degrees of latitude: 39 m

function doubts(photos: Partial<DoubtablePhoto>[], transportType: string | null = null) {
  const given = photos.map((photo) => ({ lngLat: null, capturedAt: null, altitude: null, ...photo }))
  return findDoubts(given, { metersPerSecond: fastestMetersPerSecond(transportType), now: NOW }).map(String)
}

/** Photos so many seconds apart, from north to south; null: no position. */
function walk(positions: (LngLat | null)[], seconds: number | null = 10): Partial<DoubtablePhoto>[] {
  return positions.map((lngLat, index) => ({
    lngLat,
    capturedAt: seconds === null ? null : new Date(Date.UTC(2020, 0, 1) + index * seconds * 1000),
  }))
}

const path = (count: number): LngLat[] => Array.from({ length: count }, (_, index) => [11, 47 + index * STEP])

test.each([10, 0, null])('a position far off the others, %j s apart, is doubted', (seconds) => {
  const positions = path(5)
  positions[2] = [80, -20]
  expect(doubts(walk(positions, seconds))).toEqual(['', '', 'position', '', ''])
})

test.each<[name: string, lngLat: LngLat]>([
  ['(0, 0)', [0, 0]],
  ['almost (0, 0)', [-1e-7, 1e-6]],
  ['outside the world', [181, 47]],
  ['no number', [Number.NaN, 47]],
])('%s is no position', (_, lngLat) => {
  expect(doubts(walk([[11, 47], lngLat, [11, 47 + STEP]]))).toEqual(['', 'position', ''])
})

test('of two groups that contradict each other the larger one is believed', () => {
  const far = path(2).map(([lng, lat]): LngLat => [lng + 90, lat])
  expect(doubts(walk([...far, ...path(3)]))).toEqual(['position', 'position', '', '', ''])
  expect(doubts(walk([...path(3), ...far, ...path(2)]))).toEqual(['', '', '', 'position', 'position', '', ''])
})

test('a flight is believed where the transport is unknown, and doubted on foot', () => {
  const flight = Array.from({ length: 5 }, (_, index): LngLat => [11 + index * 0.03, 47]) // 2.3 km in 10 s
  expect(doubts(walk(flight))).toEqual(['', '', '', '', ''])
  expect(doubts(walk(flight), 'Plane')).toEqual(['', '', '', '', ''])
  expect(doubts(walk(flight), 'Walk')).toEqual(['', 'position', 'position', 'position', 'position'])
})

test('a path over the antimeridian is no jump', () => {
  expect(
    doubts(
      walk([
        [179.9999, 10],
        [-179.9999, 10],
      ]),
    ),
  ).toEqual(['', ''])
})

test('nothing below 340 m/s is doubted', () => {
  const steps = fc.array(
    fc.record({ seconds: fc.integer({ min: 1, max: 9999 }), share: fc.double({ min: 0, max: 0.99, noNaN: true }) }),
  )
  fc.assert(
    fc.property(steps, (all) => {
      let [lat, ms] = [-60, Date.UTC(2010, 0, 1)]
      const photos = all.flatMap(({ seconds, share }) => {
        lat += (seconds * share * 340) / 111_200
        ms += seconds * 1000
        return lat > 85 ? [] : [{ lngLat: [5, lat] as LngLat, capturedAt: new Date(ms) }]
      })
      expect(doubts(photos).join('')).toBe('')
    }),
  )
})

test.each([
  ['1970-01-01T00:00:00Z', 'time'],
  ['2003-12-31T23:59:59Z', 'time'],
  ['2004-01-01T00:00:00Z', ''],
  ['2026-01-01T13:00:00Z', ''], // a clock on local time
  ['2099-01-01T00:00:00Z', 'time'],
])('a photo of %s: "%s"', (capturedAt, doubt) => {
  expect(doubts([{ capturedAt: new Date(capturedAt) }])).toEqual([doubt])
})

test.each([
  [-9_999, 'altitude'],
  [-501, 'altitude'],
  [-430, ''],
  [10_000, ''],
  [-10_001, 'altitude'],
  [65_535, 'altitude'],
])('an altitude of %i m: "%s"', (altitude, doubt) => {
  expect(doubts([{ altitude }])).toEqual([doubt])
})

test('a wrong clock says nothing about positions', () => {
  const photos = walk(path(3))
  photos[1] = { ...photos[1], capturedAt: new Date(0) }
  expect(doubts(photos)).toEqual(['', 'time', ''])
})

test('a long sequence of random positions takes little time', () => {
  const positions = Array.from(
    { length: 5_000 },
    (_, index): LngLat => [((index * 97) % 360) - 180, ((index * 31) % 170) - 85],
  )
  expect(plausiblePositions(positions, 340)).toHaveLength(5_000)
})
