import { describe, expect, test } from 'vitest'
import { changed, narrowing, pathWith, searchOf, withoutPart } from '@/lib/search/search-url'

const params = new URLSearchParams('tag=object--bench&tag=object--bird&sort=-viewpoints&cursor=abc&colour=age&user=')

test('only what narrows the search reaches the tiles', () => {
  expect(narrowing(params).toString()).toBe('tag=object--bench&tag=object--bird')
})

test('the viewer takes over the search with its order, not its page', () => {
  expect(searchOf(params).toString()).toBe('tag=object--bench&tag=object--bird&sort=-viewpoints')
})

test('a change begins at the first page, and keeps what is not about the search', () => {
  expect(changed(params, { pano: true, sort: null, tag: ['a', 'b'] }).toString()).toBe(
    'colour=age&pano=true&tag=a&tag=b',
  )
})

test.each([
  ['tag=a&tag=b&sort=-tag', { tag: ['b'] }, 'sort=-tag&tag=b'],
  ['tag=a&sort=-tag', { tag: null }, ''],
  ['tag=a&sort=-tag', { tag: ['object--*', 'a'] }, 'tag=object--*&tag=a'],
  ['near=1,2&sort=distance', { near: null }, ''],
  ['near=1,2&sort=distance', { pano: true }, 'near=1,2&sort=distance&pano=true'],
  ['sort=-length', { transport: null }, 'sort=-length'],
])('of %s with %o is left %s: no order without what it needs', (query, changes, left) => {
  expect(pathWith('', changed(new URLSearchParams(query), changes))).toBe(left === '' ? '' : `?${left}`)
})

describe('a part of the sentence that is taken away', () => {
  test('takes its parameters with it', () => {
    const near = new URLSearchParams('near=1,2&radius=500&pano=true')
    expect(withoutPart(near, { text: '', params: ['near', 'radius'] }).toString()).toBe('pano=true')
  })

  test('takes one of several values', () => {
    const part = { text: '', params: ['tag'], value: 'object--bench' }
    expect(withoutPart(params, part).getAll('tag')).toEqual(['object--bird'])
  })
})

test('a path has a query only when there is one, with commas as people write them', () => {
  expect(pathWith('/photos', new URLSearchParams())).toBe('/photos')
  expect(pathWith('/photos', new URLSearchParams({ near: '1,2' }))).toBe('/photos?near=1,2')
})
