import { act, renderHook } from '@testing-library/react'
import { beforeEach, expect, test } from 'vitest'
import { useRegions } from '@/components/viewer/regions/use-regions'
import type { PhotoTag } from '@/lib/photos/types'
import { personTag, square } from '@/tests/support/browser-scene'

const TAGS = [
  personTag('9', { value: 'object--waymark' }),
  found('1', 'object--bench'),
  found('2', 'object--bench'),
  found('3', 'nature--sky', 'segmentations'),
]

function found(id: string, value: string, layer: PhotoTag['layer'] = 'instances'): PhotoTag {
  return { id, source: 'mapillary', layer, value, score: 0.9, area: 0.04, shape: square(0.2) }
}

beforeEach(() => localStorage.clear())

function open(search = '') {
  const { result } = renderHook(() => useRegions(TAGS, { editedId: undefined, search }))
  return { result, drawn: () => result.current.drawn.map(({ id }) => id).sort() }
}

test('at first no outline lies over the photo', () => {
  expect(open().drawn()).toEqual([])
})

test.each([
  ['tag=object--bench', ['1', '2']],
  ['tag=object--*', ['1', '2', '9']],
  ['tag=object--mailbox', []],
])('the search %s shows what it asked for', (search, ids) => {
  expect(open(search).drawn()).toEqual(ids)
})

test('what is pointed at in the list is shown as long as it is', () => {
  const { result, drawn } = open()
  act(() => result.current.highlight({ layer: 'instances', value: 'object--bench', tagId: null }))
  expect(drawn()).toEqual(['1', '2'])
  act(() => result.current.highlight(null))
  expect(drawn()).toEqual([])
})

test('what is named in the list is shown', () => {
  const { result, drawn } = open()
  act(() => result.current.setChoice({ ...result.current.choice, name: 'sky' }))
  expect(drawn()).toEqual(['3'])
})

test('a layer that is chosen is shown without the others', () => {
  const { result } = open()
  act(() => result.current.chooseLayer('segmentations', true))
  expect(result.current.isShown).toBe(true)
  expect(result.current.drawn.filter(({ source }) => source === 'mapillary').map(({ id }) => id)).toEqual(['3'])
  act(() => result.current.chooseLayer('instances', true))
  act(() => result.current.chooseLayer('segmentations', false))
  expect(result.current.drawn.filter(({ source }) => source === 'mapillary').map(({ id }) => id)).toEqual(['1', '2'])
})

test('all of them are shown and hidden by one switch, and the choice is remembered', () => {
  const first = open()
  act(() => first.result.current.toggle())
  expect(first.drawn()).toHaveLength(TAGS.length)
  const second = open()
  expect(second.drawn()).toHaveLength(TAGS.length)
  act(() => second.result.current.toggle())
  expect(open().drawn()).toEqual([])
})
