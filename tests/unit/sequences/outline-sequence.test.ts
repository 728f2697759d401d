import { expect, test } from 'vitest'
import { nearestByNumber, numberAt, placeOf } from '@/lib/sequences/numbered'
import { outlineSequence } from '@/lib/sequences/outline-sequence'

const photo = (n: number, lngLat: [number, number] | null = [n / 1_000, 54.123456789]) => ({
  id: `${n}`,
  n,
  mapillaryKey: `key-${n}`,
  lngLat,
  compassAngle: 12.3456,
  altitude: null,
  doubts: [],
  isGone: false,
  isHidden: false,
})
const many = (count: number) => Array.from({ length: count }, (_, index) => photo(index + 1))

test('a short sequence keeps every photo whose position is known and not doubted', () => {
  const far = { ...photo(4, [0.5, -30]), doubts: ['position' as const] }
  const { points } = outlineSequence([photo(1), photo(2, null), photo(3), far])
  expect(points).toEqual([
    { id: '1', n: 1, lngLat: [0.001, 54.123457], compassAngle: 12 },
    { id: '3', n: 3, lngLat: [0.003, 54.123457], compassAngle: 12 },
  ])
})

test('fifty thousand photos take no more room than a thousand, from the first to the last', () => {
  const outline = outlineSequence(many(50_000))
  expect(outline.points.length).toBeLessThanOrEqual(801)
  expect([outline.points[0]?.n, outline.points.at(-1)?.n]).toEqual([1, 50_000])
  expect(outline.first).toHaveLength(24)
  expect(JSON.stringify(outline).length).toBeLessThan(70_000)
})

test('hidden photos interrupt the numbers', () => {
  const { runs } = outlineSequence([1, 2, 3, 7, 8, 12].map((n) => photo(n)))
  expect(runs).toEqual([
    [1, 3],
    [7, 8],
    [12, 12],
  ])
  expect([0, 2, 3, 5, 6].map((index) => numberAt(runs, index))).toEqual([1, 3, 7, 12, undefined])
  expect([1, 3, 7, 12].map((n) => placeOf(runs, n))).toEqual([0, 2, 3, 5])
  expect(placeOf(runs, 5)).toBe(3) // missing: the next one
  expect(placeOf(runs, Number.POSITIVE_INFINITY)).toBe(6)
})

test('the nearest number is found, the first of equals', () => {
  const numbered = [{ n: 1 }, { n: 5 }, { n: 9 }]
  expect([1, 3, 4, 100].map((n) => nearestByNumber(numbered, n))).toEqual([0, 0, 1, 2])
  expect(nearestByNumber([], 4)).toBe(0)
})
