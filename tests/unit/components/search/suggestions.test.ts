import { describe, expect, test } from 'vitest'
import { suggest, thingsOf } from '@/components/search/suggestions'
import type { SearchFacets } from '@/components/search/types'

const things = thingsOf([
  'object--bench',
  'object--vehicle--car',
  'object--vehicle--truck',
  'regulatory--stop--g1',
  'regulatory--yield--g1',
])
const facets = {
  tag: [
    { value: 'regulatory--stop--g1', count: 12, source: 'mapillary' },
    { value: 'object--bench', count: 3, source: 'mapillary' },
  ],
  user: [{ value: 'ada', count: 40 }],
} as unknown as SearchFacets

const offered = (text: string) => suggest(text, { things, facets, sequences: [], places: [] })
const values = (text: string) => offered(text).map((one) => (one.kind === 'tag' ? one.value : one.kind))

test('with nothing typed, what people look for comes first, then what most photos of the result show', () => {
  expect(values('')).toEqual(['object--bench', 'regulatory--stop--g1'])
})

test('what stands on nearly every photo is not offered unasked', () => {
  const values = ['nature--sky', 'construction--flat--road', 'object--bench', 'nature--terrain']
  const tag = values.map((value, index) => ({ value, count: 90 - index, source: 'mapillary' as const }))
  const offered = suggest('', { things: thingsOf(values), facets: { ...facets, tag }, sequences: [], places: [] })
  expect(offered).toMatchObject([{ value: 'object--bench' }])
})

describe('words', () => {
  test('find readable names and say how many photos there are', () => {
    expect(offered('ben')).toMatchObject([{ kind: 'tag', value: 'object--bench', name: 'Bench', count: 3 }])
  })

  test('find a branch of the class tree after its values', () => {
    expect(values('vehicle')).toEqual(['object--vehicle--car', 'object--vehicle--truck', 'object--vehicle--*'])
    expect(values('regulatory')).toContain('regulatory--*')
  })

  test('that name a branch with its star find it first', () => {
    expect(values('regulatory--*')[0]).toBe('regulatory--*')
    expect(values('vehicle*')[0]).toBe('object--vehicle--*')
  })

  test('of many find the one', () => {
    expect(values('benches')).toEqual(['object--bench'])
    expect(values('trucks')).toEqual(['object--vehicle--truck'])
    expect(values('cars')).toEqual(['object--vehicle--car'])
  })

  test('find photographers of the result', () => {
    expect(values('ada')).toEqual(['user'])
  })

  test('that fit nothing offer nothing', () => {
    expect(values('zebra crossing')).toEqual([])
  })
})

test('coordinates are offered as a place, both ways round', () => {
  expect(offered('47.1, 11.3')).toMatchObject([
    { kind: 'place', lngLat: [11.3, 47.1] },
    { kind: 'place', lngLat: [47.1, 11.3] },
  ])
})
