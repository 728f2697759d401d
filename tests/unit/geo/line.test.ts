import { expect, test } from 'vitest'
import { distanceMeters, lengthMeters } from '@/lib/geo/lines/length'
import { packLine, unpackLine, unpackMercator } from '@/lib/geo/lines/line'
import { simplify } from '@/lib/geo/lines/simplify'
import type { LngLat } from '@/lib/geo/lng-lat'

test('a path comes back within the tolerance, and straight stretches lose their middle points', () => {
  const straight = Array.from({ length: 50 }, (_, step): LngLat => [13.4 + step * 0.0001, 52.5])
  const turn: LngLat[] = [...straight, [13.405, 52.51]]
  const line = unpackLine(packLine(turn))
  expect(line).toHaveLength(3)
  expect(distanceMeters(line[0] ?? [0, 0], [13.4, 52.5])).toBeLessThan(1)
  expect(distanceMeters(line.at(-1) ?? [0, 0], [13.405, 52.51])).toBeLessThan(1)
})

test('a packed path takes a few bytes a corner', () => {
  const zigzag = Array.from({ length: 100 }, (_, step): LngLat => [13.4 + step * 0.0001, 52.5 + (step % 2) * 0.0001])
  expect(packLine(zigzag).length).toBeLessThan(100 * 5)
})

test('a path across the antimeridian stays in one piece both ways', () => {
  const eastward = unpackLine(
    packLine([
      [179.99, 10],
      [-179.99, 10.01],
    ]),
  ).map(([lng]) => lng)
  expect(eastward[0]).toBeCloseTo(179.99, 4)
  expect(eastward[1]).toBeCloseTo(180.01, 4)
  const westward = unpackLine(
    packLine([
      [-179.99, 10],
      [179.99, 10.01],
    ]),
  ).map(([lng]) => lng)
  expect(westward[1]).toBeCloseTo(-180.01, 4)
})

test.each<[name: string, path: LngLat[], corners: number]>([
  ['no point', [], 0],
  ['one point', [[1, 2]], 1],
  [
    'the same point over and over',
    [
      [1, 2],
      [1, 2],
      [1, 2],
    ],
    1,
  ],
  [
    'both poles',
    [
      [0, 90],
      [0, -90],
    ],
    2,
  ],
])('a path of %s survives', (_, path, corners) => {
  const points = unpackMercator(packLine(path))
  expect(points).toHaveLength(corners)
  for (const [, y] of points) expect(y >= 0 && y <= 1).toBe(true)
})

test('simplifying a closed round keeps its far side', () => {
  expect(
    simplify(
      [
        [0, 0],
        [10, 0],
        [10, 10],
        [0, 10],
        [0, 0],
      ],
      3,
    ),
  ).toHaveLength(5)
})

test('the length of a path follows the globe and passes over unknown positions', () => {
  expect(lengthMeters([[0, 0], null, [0, 1]])).toBeCloseTo(111_195, 0)
  expect(
    lengthMeters([
      [179.5, 0],
      [-179.5, 0],
    ]),
  ).toBeCloseTo(111_195, 0)
  expect(lengthMeters([])).toBe(0)
  expect(lengthMeters([null, [5, 5]])).toBe(0)
})
