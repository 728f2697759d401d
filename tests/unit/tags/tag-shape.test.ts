import { describe, expect, test } from 'vitest'
import { areaOf } from '@/lib/tags/outlines'
import { TagShapeInput } from '@/lib/tags/tag-shape'

const polygon = (...ring: number[][]) => ({ type: 'Polygon', coordinates: [ring] })
const BOX = polygon([0.1, 0.1], [0.3, 0.1], [0.3, 0.2], [0.1, 0.2], [0.1, 0.1])

test('a box is a region, and its area a share of the picture', () => {
  expect(areaOf(TagShapeInput.parse(BOX))).toBeCloseTo(0.02, 9)
})

test('corners are kept to six digits, and a corner given twice once', () => {
  const shape = TagShapeInput.parse(polygon([0, 0], [0.33333333, 0], [0.33333333, 0], [0, 0.5], [0, 0]))
  expect(shape.coordinates).toEqual([
    [
      [0, 0],
      [0.333333, 0],
      [0, 0.5],
      [0, 0],
    ],
  ])
})

test('a region cut at the seam has two parts', () => {
  const left = polygon([0, 0.1], [0.1, 0.1], [0.1, 0.2], [0, 0.2], [0, 0.1]).coordinates
  const right = polygon([0.9, 0.1], [1, 0.1], [1, 0.2], [0.9, 0.2], [0.9, 0.1]).coordinates
  expect(areaOf(TagShapeInput.parse({ type: 'MultiPolygon', coordinates: [left, right] }))).toBeCloseTo(0.02, 9)
})

describe('refused in words:', () => {
  const circle = (corners: number) =>
    Array.from({ length: corners + 1 }, (_, index) => {
      const angle = ((index % corners) / corners) * 2 * Math.PI
      return [0.5 + 0.4 * Math.cos(angle), 0.5 + 0.4 * Math.sin(angle)]
    })
  test.each([
    ['outside of the picture', polygon([0.1, 0.1], [1.2, 0.1], [0.3, 0.2], [0.1, 0.1]), /outside of the picture/],
    ['no numbers', polygon([0.1, Number.NaN], [0.2, 0.1], [0.3, 0.2], [0.1, 0.1]), /expected numbers/],
    ['two corners', polygon([0.1, 0.1], [0.3, 0.1], [0.1, 0.1]), /at least three corners/],
    ['left open', polygon([0.1, 0.1], [0.3, 0.1], [0.3, 0.2], [0.1, 0.2]), /first one again/],
    ['a line', polygon([0.1, 0.1], [0.3, 0.1], [0.2, 0.1], [0.1, 0.1]), /encloses nothing/],
    ['a bow tie', polygon([0.1, 0.1], [0.3, 0.3], [0.3, 0.1], [0.1, 0.2], [0.1, 0.1]), /crosses itself/],
    ['a spike', polygon([0.1, 0.1], [0.5, 0.1], [0.3, 0.1], [0.3, 0.3], [0.1, 0.1]), /crosses itself/],
    ['201 corners', polygon(...circle(201)), /at most 200 corners/],
    ['another type', { type: 'Point', coordinates: [0.1, 0.1] }, /Polygon or a MultiPolygon/],
    ['a hole', { type: 'Polygon', coordinates: [...BOX.coordinates, ...BOX.coordinates] }, /without holes/],
  ])('%s', (_name, shape, words) => {
    const parsed = TagShapeInput.safeParse(shape)
    expect(parsed.error?.issues.map(({ message }) => message).join('\n')).toMatch(words)
  })

  test('200 corners are not', () => {
    expect(TagShapeInput.safeParse(polygon(...circle(200))).success).toBe(true)
  })
})
