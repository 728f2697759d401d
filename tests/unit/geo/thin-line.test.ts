import { expect, test } from 'vitest'
import { thinLine } from '@/lib/geo/lines/thin-line'

test.each<[name: string, path: number[], thinned: number[]]>([
  ['a straight path keeps its ends', [0, 0, 10, 0, 20, 0, 30, 0], [0, 0, 30, 0]],
  ['a path that hardly sways is straight', [0, 0, 10, 1, 20, -1, 30, 0], [0, 0, 30, 0]],
  ['a turn stays', [0, 0, 10, 0, 20, 0, 20, 10, 20, 20], [0, 0, 20, 0, 20, 20]],
  ['a way back stays', [0, 0, 50, 0, 100, 0, 50, 0], [0, 0, 100, 0, 50, 0]],
  ['a loop smaller than the tolerance is one place', [5, 5, 6, 5, 6, 6, 5, 5], [5, 5]],
  [
    'a larger one that ends where it began stays',
    [0, 0, 20, 0, 20, 20, 0, 20, 0, 0],
    [0, 0, 20, 0, 20, 20, 0, 20, 0, 0],
  ],
  ['two places', [0, 0, 1, 1], [0, 0, 1, 1]],
  ['nothing', [], []],
])('%s', (_, path, thinned) => {
  expect(thinLine(path, 2)).toEqual(thinned)
})

test('no corner is farther from what is drawn than the tolerance, whatever the path', () => {
  let seed = 7
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed / 2_147_483_647
  }
  for (let round = 0; round < 100; round++) {
    const path = [0, 0]
    let heading = random() * 7
    for (let step = 0; step < 60; step++) {
      heading += (random() - 0.5) * (round % 5)
      path.push(
        Math.round((path.at(-2) ?? 0) + 9 * Math.cos(heading)),
        Math.round((path.at(-1) ?? 0) + 9 * Math.sin(heading)),
      )
    }
    const thinned = thinLine(path, 2)
    expect(thinned.length).toBeLessThanOrEqual(path.length)
    const distances = path.flatMap((x, index) =>
      index % 2 === 0 ? [distanceTo(thinned, x, path[index + 1] ?? 0)] : [],
    )
    expect(Math.max(...distances)).toBeLessThanOrEqual(2.001)
  }
})

function distanceTo(path: number[], x: number, y: number): number {
  let nearest = Infinity
  for (let index = 2; index < path.length; index += 2) {
    const [fromX = 0, fromY = 0, toX = 0, toY = 0] = path.slice(index - 2, index + 2)
    const [dx, dy] = [toX - fromX, toY - fromY]
    const along = Math.max(0, Math.min(1, ((x - fromX) * dx + (y - fromY) * dy) / (dx * dx + dy * dy)))
    nearest = Math.min(nearest, Math.hypot(x - fromX - along * dx, y - fromY - along * dy))
  }
  return nearest
}
