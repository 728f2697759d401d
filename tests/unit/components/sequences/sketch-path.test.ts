import { expect, test } from 'vitest'
import { sketchPath } from '@/components/sequences/sketch-path'

test('north is up and the path fills the square inside its margin', () => {
  const points = sketchPath(
    [
      [0, 0],
      [0.001, 0.001],
    ],
    100,
    10,
  )
  expect(points).toEqual([
    [10, 90],
    [90, 10],
  ])
})

test('a path of no or one position makes no picture that is broken', () => {
  expect(sketchPath([], 100, 10)).toEqual([])
  expect(sketchPath([[7, 51]], 100, 10)).toEqual([[50, 50]])
})
