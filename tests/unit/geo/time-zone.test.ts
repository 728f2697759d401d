import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LngLat } from '@/lib/geo/lng-lat'
import { timeZoneAt } from '@/lib/geo/time-zone'

test.each<[LngLat, string]>([
  [[135.77, 35.01], 'Asia/Tokyo'],
  [[-3.02, 54.46], 'Europe/London'],
  [[179.99, -16.8], 'Pacific/Fiji'],
])('%j lies in %s', (lngLat, zone) => expect(timeZoneAt(lngLat)).toBe(zone))

test('no place has no zone', () => {
  expect(timeZoneAt(null)).toBeNull()
  expect(timeZoneAt([8, 1_000])).toBeNull()
})

test('every place of the world has a zone that the browser knows', () => {
  const lngLat = fc.tuple(
    fc.double({ min: -180, max: 180, noNaN: true }),
    fc.double({ min: -90, max: 90, noNaN: true }),
  )
  fc.assert(
    fc.property(lngLat, (place) => {
      expect(() => new Intl.DateTimeFormat('en-GB', { timeZone: timeZoneAt(place) ?? 'none' })).not.toThrow()
    }),
  )
})
