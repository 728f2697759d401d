import { expect, test } from 'vitest'
import { decodeCursor, encodeCursor } from '@/lib/search/cursor'

const cursor = { query: 'a-query', slice: 1, key: 12.345678901234567, id: 7 }

test('a cursor comes back as it was', () => {
  expect(decodeCursor(encodeCursor(cursor), 'a-query')).toEqual(cursor)
})

test('a cursor of another query is refused', () => {
  expect(() => decodeCursor(encodeCursor(cursor), 'another')).toThrow('it belongs to another search')
})

test.each([
  ['nonsense', '%%%'],
  ['JSON of another shape', Buffer.from('{"query":"a-query"}').toString('base64url')],
  ['an id that is none', Buffer.from('{"query":"a-query","slice":0,"key":1,"id":-1}').toString('base64url')],
  ['nothing', ''],
])('%s is no cursor', (_name, text) => {
  expect(() => decodeCursor(text, 'a-query')).toThrow('expected the one of the page before')
})
