import { expect, test } from 'vitest'
import { decodeCursor, encodeCursor } from '@/lib/photos/cursor'

test('a cursor comes back as it was', () => {
  const cursor = { sort: 'distance', key: 12.345678901234567, id: 7 } as const

  expect(decodeCursor(encodeCursor(cursor), 'distance')).toEqual(cursor)
})

test('a cursor of another sort is refused', () => {
  const cursor = encodeCursor({ sort: '-captured_at', key: null, id: 7 })

  expect(() => decodeCursor(cursor, '-viewpoints')).toThrow('it belongs to sort=-captured_at')
})

test.each([
  ['nonsense', '%%%'],
  ['JSON of another shape', Buffer.from('{"sort":"distance"}').toString('base64url')],
  ['an id that is none', Buffer.from('{"sort":"distance","key":1,"id":-1}').toString('base64url')],
  ['nothing', ''],
])('%s is no cursor', (_name, text) => {
  expect(() => decodeCursor(text, 'distance')).toThrow('expected the one of the page before')
})
