import { expect, test } from 'vitest'
import { viewBbox } from '@/lib/geo/view-bbox'

test.each([
  ['as it is', [10, 46, 11.1234567, 47], [10, 46, 11.12346, 47]],
  ['one world further', [370, 46, 371, 47], [10, 46, 11, 47]],
  ['across the antimeridian', [175, -20, 185, -10], [175, -20, -175, -10]],
  ['wider than the world', [-300, -95, 300, 95], [-180, -90, 180, 90]],
] as const)('a view %s', (_, view, expected) => {
  expect(viewBbox([...view])).toEqual(expected)
})
