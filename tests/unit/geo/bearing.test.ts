import { expect, test } from 'vitest'
import { bearingDegrees } from '@/lib/geo/bearing'

test.each([
  ['north', [0, 1], 0],
  ['east', [1, 0], 90],
  ['south', [0, -1], 180],
  ['west', [-1, 0], 270],
] as const)('%s of the place', (_, to, degrees) => {
  expect(bearingDegrees([0, 0], [...to])).toBeCloseTo(degrees)
})

test('the way over the antimeridian is the short one', () => {
  expect(bearingDegrees([179.999, 0], [-179.999, 0])).toBeCloseTo(90)
})
