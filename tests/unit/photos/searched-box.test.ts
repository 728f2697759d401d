import { expect, test } from 'vitest'
import { isSearchedValue, searchedBox } from '@/lib/photos/searched-box'
import type { PhotoTag } from '@/lib/photos/types'

const tag = (value: string, left: number, side: number): PhotoTag => ({
  id: `${value} ${left}`,
  source: 'mapillary',
  layer: 'instances',
  value,
  score: 0.9,
  area: side * side,
  shape: {
    type: 'Polygon',
    coordinates: [
      [
        [left, 0],
        [left + side, 0],
        [left + side, side],
        [left, side],
        [left, 0],
      ],
    ],
  },
})

test('of what was searched for, the largest is told that is no backdrop', () => {
  const tags = [
    tag('object--bench', 0, 0.9),
    tag('object--bench', 0.1, 0.1),
    tag('object--bench', 0.5, 0.25),
    tag('nature--sky', 0, 0.5),
  ]
  expect(searchedBox(tags, ['object--bench'])).toEqual({ left: 0.5, top: 0, width: 0.25, height: 0.25 })
  expect(searchedBox(tags, ['object--*'])?.left).toBe(0.5)
  expect(searchedBox(tags, ['nature--sky'])?.width).toBe(0.5)
})

test('without a search, or an outline, nothing is told', () => {
  expect(searchedBox([tag('object--bench', 0, 0.1)], [])).toBeNull()
  expect(searchedBox([{ ...tag('object--bench', 0, 0.1), shape: null }], ['object--bench'])).toBeNull()
})

test.each([
  ['object--bench', ['object--bench'], true],
  ['object--bench', ['object--*'], true],
  ['object--bench', ['human--*'], false],
  ['object--bench', [], false],
])('%s is searched by %j: %s', (value, searched, is) => expect(isSearchedValue(value, searched)).toBe(is))
