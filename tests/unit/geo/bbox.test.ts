import { describe, expect, test } from 'vitest'
import { BboxParam, mercatorBox, splitAtAntimeridian, toBbox } from '@/lib/geo/bbox'
import { cellOf } from '@/lib/geo/cell'
import { cover } from '@/lib/geo/cover'
import type { LngLat } from '@/lib/geo/lng-lat'

test.each([
  ['13.3,52.4,13.5,52.6', [13.3, 52.4, 13.5, 52.6]],
  ['170,-20,-170,-10', [170, -20, -170, -10]],
  ['-180,-90,180,90', [-180, -90, 180, 90]],
  ['5e-07,-1.5e-7,1,1', [5e-7, -1.5e-7, 1, 1]], // as Python writes small numbers
])('bbox=%s is read', (text, bbox) => {
  expect(BboxParam.parse(text)).toEqual(bbox)
})

test.each([
  '',
  '1,2,3',
  '1,2,3,4,5',
  '13.3,52.6,13.5,52.4',
  '1,2,3,91',
  '-181,0,0,0',
  'a,b,c,d',
  '1e2,0,1,1',
  ' 1,2,3,4',
  'NaN,0,0,0',
])('bbox=%s is refused', (text) => {
  expect(BboxParam.safeParse(text).success).toBe(false)
})

test('a box around a path is west, north, east, south, and grows from the north-west corner', () => {
  const [west, north, east, south] = mercatorBox([
    [10, 50],
    [11, 51],
  ]) ?? [0, 0, 0, 0]
  expect(west).toBeLessThan(east)
  expect(north).toBeLessThan(south)
  const bbox = toBbox([west, north, east, south])
  for (const [index, expected] of [10, 50, 11, 51].entries()) expect(bbox[index]).toBeCloseTo(expected, 9)
})

test('a box around a path across the antimeridian is narrow', () => {
  const [west = 0, , east = 0] =
    mercatorBox([
      [179.9, 0],
      [-179.9, 0],
    ]) ?? []
  expect(east - west).toBeCloseTo(0.2 / 360, 9)
})

test('there is no box around nothing', () => {
  expect(mercatorBox([])).toBeNull()
})

test('a box across the antimeridian splits in two', () => {
  expect(splitAtAntimeridian([170, -5, -170, 5])).toEqual([
    [170, -5, 180, 5],
    [-180, -5, -170, 5],
  ])
})

describe.each<[name: string, bbox: [number, number, number, number], inside: LngLat[], outside: LngLat[]]>([
  [
    'a city',
    [13.3, 52.4, 13.5, 52.6],
    [
      [13.4, 52.5],
      [13.3, 52.4],
      [13.5, 52.6],
    ],
    [
      [13.0, 52.5],
      [13.4, 53],
    ],
  ],
  [
    'the middle of the map',
    [-0.1, -0.1, 0.1, 0.1],
    [
      [0, 0],
      [-0.1, 0.1],
      [0.05, -0.05],
    ],
    [[1, 0]],
  ],
  [
    'both sides of the antimeridian',
    [179, -1, -179, 1],
    [
      [179.5, 0],
      [-179.5, 0],
      [180, 0],
      [-180, 0],
    ],
    [[0, 0]],
  ],
  ['the eastern edge', [180, -1, 180, 1], [[180, 0]], [[0, 0]]],
  ['a single place', [5, 5, 5, 5], [[5, 5]], [[5.001, 5]]],
  ['the south pole', [-180, -90, 180, -89], [[0, -90]], [[0, 0]]],
])('the ranges that cover %s', (_, bbox, inside, outside) => {
  const ranges = cover(bbox)
  const isCovered = (lngLat: LngLat) => ranges.some(({ low, high }) => cellOf(lngLat) >= low && cellOf(lngLat) < high)

  test('are at most 16 and hold what is inside', () => {
    expect(ranges.length).toBeGreaterThan(0)
    expect(ranges.length).toBeLessThanOrEqual(16)
    expect(inside.every(isCovered)).toBe(true)
  })

  test('leave out what is far outside', () => {
    expect(outside.some(isCovered)).toBe(false)
  })
})

test('the whole world is one range', () => {
  expect(cover([-180, -90, 180, 90])).toEqual([{ low: 0n, high: 2n ** 62n }])
})
