import { expect, test } from 'vitest'
import { regionAt, regionOf } from '@/components/viewer/regions/region'
import type { PhotoTag } from '@/lib/photos/types'

type Ring = [x: number, y: number][]

const tag = (id: string, ...coordinates: Ring[]): PhotoTag => ({
  id,
  source: 'mapillary',
  layer: 'instances',
  value: 'object--bench',
  score: null,
  area: null,
  shape: { type: 'Polygon', coordinates },
})
const square = (left: number, top: number, size: number): Ring => [
  [left, top],
  [left + size, top],
  [left + size, top + size],
  [left, top + size],
]
const regionsOf = (tags: PhotoTag[], isSphere = false) => tags.flatMap((one) => regionOf(one, isSphere) ?? [])

test('of regions that lie over each other the smallest is found', () => {
  const regions = regionsOf([tag('large', square(0, 0, 1)), tag('small', square(0.4, 0.4, 0.1))])
  expect(regionAt(regions, [0.45, 0.45])?.tag.id).toBe('small')
  expect(regionAt(regions, [0.6, 0.45])?.tag.id).toBe('large')
})

test('a hole is not inside', () => {
  const regions = regionsOf([tag('frame', square(0, 0, 1), square(0.4, 0.4, 0.2))])
  expect(regionAt(regions, [0.5, 0.5])).toBeNull()
})

test('an outline that crosses itself has an inside', () => {
  const bow: Ring = [
    [0, 0],
    [1, 1],
    [1, 0],
    [0, 1],
  ]
  const regions = regionsOf([tag('bow', bow)])
  expect(regionAt(regions, [0.1, 0.5])?.tag.id).toBe('bow')
  expect(regionAt(regions, [0.5, 0.1])).toBeNull()
})

test('what lies beyond a flat picture is cut off; what lies there alone is not drawn', () => {
  const [region] = regionsOf([tag('half', square(0.9, 0.9, 0.5))])
  expect(region?.box).toEqual({ left: 0.9, top: 0.9, right: 1, bottom: 1 })
  expect(regionsOf([tag('out', square(1.2, 0.2, 0.5))])).toEqual([])
})

test('a region across the seam of a sphere is found on both sides of it', () => {
  const regions = regionsOf([tag('seam', square(0.9, 0.4, 0.2))], true)
  expect(regionAt(regions, [0.95, 0.5])?.tag.id).toBe('seam')
  expect(regionAt(regions, [0.05, 0.5])?.tag.id).toBe('seam')
  expect(regionAt(regions, [0.15, 0.5])).toBeNull()
})

test.each([
  ['no shape', { ...tag('none'), shape: null }],
  [
    'a line',
    tag('line', [
      [0.1, 0.1],
      [0.5, 0.1],
      [0.7, 0.1],
    ]),
  ],
  [
    'two points',
    tag('two', [
      [0.1, 0.1],
      [0.5, 0.5],
    ]),
  ],
  [
    'numbers that are none',
    tag('nan', [
      [0.1, Number.NaN],
      [0.5, 0.5],
      [0.2, 0.9],
    ]),
  ],
])('%s is no region', (_, odd) => {
  expect(regionOf(odd, false)).toBeNull()
})
