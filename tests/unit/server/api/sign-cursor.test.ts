import { describe, expect, test } from 'vitest'
import { cursorKeysFrom, listName, openCursor, signCursor } from '@/lib/server/api/sign-cursor'

const keys = cursorKeysFrom(['a secret of the sessions'])
const list = listName('listPhotos', new URLSearchParams('user=ada&limit=50'))

describe('signed cursors', () => {
  test('the one of the page before is opened', () => {
    expect(openCursor(keys, list, signCursor(keys, list, 'after photo 7'))).toBe('after photo 7')
  })

  test('it stays good when the size of the page or the order of the filters changes', () => {
    const asked = listName('listPhotos', new URLSearchParams('pano=true&user=ada&limit=50'))
    const again = listName('listPhotos', new URLSearchParams('limit=10&user=ada&cursor=x&pano=true&tag='))
    expect(again).toBe(asked)
  })

  test('one of an older secret of the list is known', () => {
    const rotated = cursorKeysFrom(['a newer secret', 'a secret of the sessions'])
    expect(openCursor(rotated, list, signCursor(keys, list, '7'))).toBe('7')
    expect(() => openCursor(keys, list, signCursor(rotated, list, '7'))).toThrow(/cursor/)
  })

  test.each([
    ['of other filters', signCursor(keys, listName('listPhotos', new URLSearchParams('user=chen')), '7')],
    ['of another list', signCursor(keys, listName('listSequences', new URLSearchParams('user=ada')), '7')],
    ['of another secret', signCursor(cursorKeysFrom(['another secret']), list, '7')],
    ['made by hand', Buffer.from('{"id":7}').toString('base64url')],
    ['changed', `${signCursor(keys, list, '7')}A`],
    ['cut', signCursor(keys, list, '7').slice(0, 20)],
    ['empty', ''],
    ['no base64', '!!!'],
  ])('one %s is refused', (_what, cursor) => {
    expect(() => openCursor(keys, list, cursor)).toThrow(/cursor/)
  })
})
