import { expect, test } from 'vitest'
import { demoWorld } from '@/demo/demo-world'
import { createWorld } from '@/demo/world'

const world = demoWorld()

test('the demo world has what an importer may meet', () => {
  const sizes = world.sequences.map((sequence) => sequence.photos.length)
  const photos = [...world.photos.values()]

  expect(world.users.map((user) => user.username)).toEqual(['ada', 'bruno', 'chen', 'dora'])
  expect(world.sequences.length).toBeGreaterThanOrEqual(7)
  expect(Math.max(...sizes)).toBe(1200)
  expect(photos.length - 1200).toBeGreaterThanOrEqual(400)
  expect(new Set(world.sequences.map((sequence) => sequence.transport))).toEqual(
    new Set(['walking', 'cycling', 'driving']),
  )
  expect(world.sequences.filter((sequence) => sequence.isPrivate)).toHaveLength(1)
  expect(new Set(world.sequences.map((sequence) => sequence.isPanorama))).toEqual(new Set([true, false]))
  expect(photos.some((photo) => photo.altitude === null)).toBe(true)
  expect(photos.some((photo) => !photo.hasDetections)).toBe(true)
  expect(photos.some((photo) => photo.capturedAt.getUTCFullYear() === 1970 && photo.compassAngle === 0)).toBe(true)
  expect(world.sequences.some((sequence) => sequence.cameraMake === '')).toBe(true)
})

test('the same recipes give the same world', () => {
  const again = demoWorld()

  expect([...again.photos.keys()]).toEqual([...world.photos.keys()])
  expect(again.sequences[3]?.photos[17]?.lngLat).toEqual(world.sequences[3]?.photos[17]?.lngLat)
})

test('keys look like those of Mapillary and are unique', () => {
  const photos = world.sequences.reduce((sum, sequence) => sum + sequence.photos.length, 0)

  expect(world.photos.size).toBe(photos)
  for (const key of world.photos.keys()) expect(key).toMatch(/^[A-Za-z0-9_-]{22}$/)
})

test.each(world.sequences.map((sequence) => ({ place: sequence.place, sequence })))(
  'the path at $place goes on without jumps, and the computed place is near',
  ({ sequence }) => {
    for (const [i, photo] of sequence.photos.entries()) {
      const before = sequence.photos[i - 1]
      if (before) expect(metres(photo.computedLngLat, before.computedLngLat)).toBeLessThan(10)
      expect(metres(photo.computedLngLat, photo.lngLat)).toBeLessThan(4)
      expect(photo.compassAngle).toBeGreaterThanOrEqual(0)
      expect(photo.compassAngle).toBeLessThan(360)
    }
  },
)

test('a small world needs an owner and a number of photos only', () => {
  const small = createWorld({ sequences: [{ username: 'eve', photos: 5 }], visitors: ['mallory'] })

  expect(small.users.map((user) => user.username)).toEqual(['eve', 'mallory'])
  expect(small.sequences[0]?.photos.map((photo) => photo.n)).toEqual([1, 2, 3, 4, 5])
})

function metres(a: [number, number], b: [number, number]): number {
  const north = (a[1] - b[1]) * 111_320
  const east = (a[0] - b[0]) * 111_320 * Math.cos((a[1] * Math.PI) / 180)
  return Math.hypot(north, east)
}
