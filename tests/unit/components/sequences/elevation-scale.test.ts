import { expect, test } from 'vitest'
import { chartSegments, niceTicks } from '@/components/sequences/elevation-scale'

const point = (altitude: number | null, index: number) => ({
  id: String(index),
  n: index + 1,
  distanceMeters: index,
  altitude,
})

test('unknown altitudes cut the line', () => {
  const segments = chartSegments([null, 1, 2, null, null, 3].map(point))
  expect(segments.map((segment) => segment.map(({ altitude }) => altitude))).toEqual([[1, 2], [3]])
})

test.each([
  ['a hill', 103, 187, [100, 120, 140, 160, 180, 200]],
  ['flat ground', 12, 12, [12, 13]],
  ['below zero', -7, 4, [-10, -5, 0, 5]],
])('ticks are round and hold %s', (_name, low, high, ticks) => {
  expect(niceTicks(low, high, 5)).toEqual(ticks)
})
