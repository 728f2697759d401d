import { expect, test } from 'vitest'
import type { Edges } from '@/lib/geo/clip'
import { clipRing } from '@/lib/geo/clip-ring'

const BOX: Edges = [0, 0, 10, 10]

test.each([
  ['inside', [2, 2, 4, 2, 4, 4], [2, 2, 4, 2, 4, 4]],
  ['outside', [12, 2, 14, 2, 14, 4], []],
  ['all around', [-5, -5, 15, -5, 15, 15, -5, 15], [0, 0, 10, 0, 10, 10, 0, 10]],
  ['over one edge', [5, 2, 15, 2, 15, 4, 5, 4], [5, 2, 10, 2, 10, 4, 5, 4]],
])('of a ring %s stays what is in the box', (_, ring, expected) => {
  const pairs = (path: ArrayLike<number>) =>
    Array.from({ length: path.length / 2 }, (_each, index) => `${path[2 * index]},${path[2 * index + 1]}`).sort()
  expect(pairs(clipRing(ring, BOX))).toEqual(pairs(expected))
})
