import { describe, expect, test } from 'vitest'
import { elevationProfile, thinned } from '@/lib/geo/elevation-profile'
import type { LngLat } from '@/lib/geo/lng-lat'

const walk = (altitudes: (number | null)[], lngLat: (index: number) => LngLat | null = (index) => [0, index * 0.001]) =>
  altitudes.map((altitude, index) => ({ id: String(index), n: index + 1, altitude, lngLat: lngLat(index) }))

describe('elevationProfile', () => {
  test('there is none without a single altitude', () => {
    expect(elevationProfile([])).toBeNull()
    expect(elevationProfile(walk([null, null]))).toBeNull()
  })

  test('ups and downs are summed, small ones are noise', () => {
    const profile = elevationProfile(walk([100, 101, 99, 110, 109, 90]))
    expect(profile).toMatchObject({ min: 90, max: 110, climbMeters: 10, descentMeters: 20 })
  })

  test('photos without an altitude stay in the profile as gaps', () => {
    expect(elevationProfile(walk([100, null, 120]))?.points.map(({ altitude }) => altitude)).toEqual([100, null, 120])
  })

  test('a photo without a position stays where the last one was', () => {
    const profile = elevationProfile(walk([1, 2, 3], (index) => (index === 1 ? null : [0, index * 0.001])))
    const [first, second, third] = profile?.points.map(({ distanceMeters }) => distanceMeters) ?? []
    expect([first, second]).toEqual([0, 0])
    expect(third).toBeCloseTo(222.4, 0)
    expect(profile?.lengthMeters).toBe(third)
  })
})

test('a long profile is drawn in few points, with its ends, its lowest and its highest', () => {
  const profile = elevationProfile(
    walk(Array.from({ length: 5_000 }, (_, index) => (index === 2_501 ? 900 : index / 100))),
  )
  const points = profile ? thinned(profile).points : []
  expect(points.length).toBeLessThan(405)
  expect([points[0]?.n, points.at(-1)?.n]).toEqual([1, 5_000])
  expect(points.some(({ n }) => n === 2_502)).toBe(true)
})
