import { expect, test } from 'vitest'
import { z } from 'zod'
import { parsePhotoFilter } from '@/lib/photos/photo-filter'

const parse = (query: string) => parsePhotoFilter(new URLSearchParams(query))

test('without parameters the newest 50 photos are asked for', () => {
  expect(parse('')).toMatchObject({ sort: '-captured_at', limit: 50, tag: [] })
})

test('empty parameters of a form count as absent', () => {
  expect(parse('user=&tag=&from=&pano=&minViewpoints=').user).toBeUndefined()
})

test('a last day is meant whole, a last moment too', () => {
  expect(parse('to=2024-05-03').to).toEqual(new Date('2024-05-04T00:00:00Z'))
  expect(parse('to=2024-05-03T10:00:00Z').to).toEqual(new Date('2024-05-03T10:00:00.001Z'))
})

test('near a place the nearest come first, unless told otherwise', () => {
  expect(parse('near=-3.1,54.4')).toMatchObject({ near: [-3.1, 54.4], radius: 100, sort: 'distance' })
  expect(parse('near=-3.1,54.4&sort=-viewpoints').sort).toBe('-viewpoints')
})

test('tags are collected, transport types are known whatever their capitals', () => {
  expect(parse('tag=object--bench&tag=regulatory--*&transport=bicycle')).toMatchObject({
    tag: ['object--bench', 'regulatory--*'],
    transport: 'Bicycle',
  })
})

test.each([
  'bbox=1,2,3',
  'bbox=0,10,1,5',
  'near=54,200',
  'near=0,0&radius=-5',
  'near=0,0&radius=1e9',
  'from=yesterday',
  'pano=maybe',
  'source=other',
  'minViewpoints=many',
  'minViewpoints=1.5',
  'transport=teleport',
  'sort=random',
  'sort=distance',
  'limit=0',
  'limit=501',
  'sequence=abc',
])('%s is refused', (query) => {
  expect(() => parse(query)).toThrow(z.ZodError)
})
