import { expect, test } from 'vitest'
import { clipLine } from '@/lib/geo/clip'

test('a path is cut at the edges and taken up again where it returns', () => {
  const path = [-10, 5, 5, 5, 20, 5, 20, 8, 5, 8]
  expect(clipLine(path, [0, 0, 10, 10])).toEqual([
    [0, 5, 5, 5, 10, 5],
    [10, 8, 5, 8],
  ])
})

test('a path that leaves at once and crosses later has two parts', () => {
  const path = [5, 5, 5, -10, 20, -10, 20, 4, -10, 4]
  expect(clipLine(path, [0, 0, 10, 10])).toEqual([
    [5, 5, 5, 0],
    [10, 4, 0, 4],
  ])
})

test.each([
  ['passes by a corner', [-10, 5, 5, -10]],
  ['lies beyond an edge', [11, 0, 12, 9, 30, 5]],
  ['is a single place', [5, 5]],
])('a path that %s has no part inside', (_, path) => {
  expect(clipLine(path, [0, 0, 10, 10])).toEqual([])
})

test('a path along the edge is inside', () => {
  expect(clipLine([0, 0, 0, 10], [0, 0, 10, 10])).toEqual([[0, 0, 0, 10]])
})
