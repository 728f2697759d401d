import { expect, test } from 'vitest'
import type { PicturePoint } from '@/lib/model/pictures/picture-shapes'
import { besideCorner, cutAtSeam } from '@/lib/tags/cut-at-seam'
import { areaOf } from '@/lib/tags/outlines'
import { TagShapeInput } from '@/lib/tags/tag-shape'

const box = (left: number, right: number): PicturePoint[] => [
  [left, 0.2],
  [right, 0.2],
  [right, 0.4],
  [left, 0.4],
]

test('a region inside the picture stays in one piece', () => {
  const shape = cutAtSeam(box(0.2, 0.4))
  expect(shape?.type).toBe('Polygon')
  expect(shape && areaOf(shape)).toBeCloseTo(0.04, 9)
})

test.each([
  ['to the right', box(0.9, 1.1)],
  ['to the left', box(-0.1, 0.1)],
])('one that goes on beyond the side %s is cut in two, and nothing is lost', (_name, corners) => {
  const shape = cutAtSeam(corners)
  expect(shape?.type).toBe('MultiPolygon')
  expect(shape?.coordinates).toHaveLength(2)
  expect(shape && areaOf(shape)).toBeCloseTo(0.04, 9)
  expect(TagShapeInput.safeParse(shape).success).toBe(true)
})

test('corners above and below the picture lie on its edge', () => {
  const shape = cutAtSeam([
    [0.1, -0.2],
    [0.3, -0.2],
    [0.3, 0.2],
    [0.1, 0.2],
  ])
  expect(shape && areaOf(shape)).toBeCloseTo(0.04, 9)
})

test('two corners, or a line, enclose nothing', () => {
  expect(cutAtSeam(box(0.1, 0.2).slice(0, 2))).toBeNull()
  expect(cutAtSeam([...box(0.1, 0.2).slice(0, 2), [0.15, 0.2]])).toBeNull()
})

test('a corner is set on the shorter way from the one before', () => {
  expect(besideCorner([0.05, 0.5], [0.95, 0.5])).toEqual([1.05, 0.5])
  expect(besideCorner([0.95, 0.5], [0.05, 0.5])[0]).toBeCloseTo(-0.05, 9)
  expect(besideCorner([0.4, 0.5], [0.2, 0.5])).toEqual([0.4, 0.5])
  expect(besideCorner([0.4, 0.5], undefined)).toEqual([0.4, 0.5])
})
