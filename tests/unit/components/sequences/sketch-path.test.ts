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

test('a path of thousands of corners keeps those that can be seen', () => {
  const wave = Array.from({ length: 5_000 }, (_, at): [number, number] => [at / 1e5, Math.sin(at / 400) / 1e3])
  const points = sketchPath(wave, 48, 6)
  expect(points.length).toBeLessThan(60)
  expect(Math.max(...points.map(([, y]) => y)) - Math.min(...points.map(([, y]) => y))).toBeGreaterThan(1.2)
})
