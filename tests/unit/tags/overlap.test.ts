import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { TagShape } from '@/lib/model/pictures/picture-shapes'
import { overlap } from '@/lib/tags/overlap'

const ring = (left: number, top: number, right: number, bottom: number): [number, number][] => [
  [left, top],
  [right, top],
  [right, bottom],
  [left, bottom],
  [left, top],
]
const box = (...sides: [number, number, number, number]): TagShape => ({
  type: 'Polygon',
  coordinates: [ring(...sides)],
})

test.each([
  ['the same box', box(0.1, 0.1, 0.5, 0.5), box(0.1, 0.1, 0.5, 0.5), 1],
  ['apart', box(0.1, 0.1, 0.2, 0.2), box(0.6, 0.6, 0.9, 0.9), 0],
  ['side by side', box(0.1, 0.1, 0.2, 0.2), box(0.2, 0.1, 0.3, 0.2), 0],
  ['half of it', box(0.1, 0.1, 0.5, 0.5), box(0.1, 0.1, 0.3, 0.5), 0.5],
  ['a third in common', box(0, 0, 0.4, 0.4), box(0.2, 0, 0.6, 0.4), 1 / 3],
])('%s', (_name, a, b, expected) => {
  expect(overlap(a, b)).toBeCloseTo(expected, 2)
})

test('what lies in the bay of an outline is not inside of it', () => {
  const bay: TagShape = {
    type: 'Polygon',
    coordinates: [
      [
        [0, 0],
        [0.9, 0],
        [0.9, 0.9],
        [0.6, 0.9],
        [0.6, 0.3],
        [0.3, 0.3],
        [0.3, 0.9],
        [0, 0.9],
        [0, 0],
      ],
    ],
  }
  expect(overlap(bay, box(0.35, 0.35, 0.55, 0.85))).toBe(0)
})

test('a region in two parts overlaps with each of them', () => {
  const parts: TagShape = { type: 'MultiPolygon', coordinates: [[ring(0, 0, 0.1, 0.1)], [ring(0.9, 0, 1, 0.1)]] }
  expect(overlap(parts, box(0.9, 0, 1, 0.1))).toBeCloseTo(0.5, 2)
})

test('of any two boxes it is what their sides say, whichever comes first', () => {
  const side = fc.tuple(fc.double({ min: 0, max: 0.45, noNaN: true }), fc.double({ min: 0.1, max: 0.5, noNaN: true }))
  fc.assert(
    fc.property(side, side, side, side, ([ax, aw], [ay, ah], [bx, bw], [by, bh]) => {
      const across = Math.max(0, Math.min(ax + aw, bx + bw) - Math.max(ax, bx))
      const down = Math.max(0, Math.min(ay + ah, by + bh) - Math.max(ay, by))
      const shared = across * down
      const expected = shared / (aw * ah + bw * bh - shared)
      const [a, b] = [box(ax, ay, ax + aw, ay + ah), box(bx, by, bx + bw, by + bh)]
      expect(overlap(a, b)).toBeCloseTo(expected, 1)
      expect(overlap(b, a)).toBeCloseTo(overlap(a, b), 9)
    }),
    { numRuns: 200 },
  )
})
