import { describe, expect, test } from 'vitest'
import { cursorKeyFrom, listName, openCursor, signCursor } from '@/lib/server/api/sign-cursor'

const key = cursorKeyFrom('a secret of the sessions')
const list = listName('listPhotos', new URLSearchParams('user=ada&limit=50'))

describe('signed cursors', () => {
  test('the one of the page before is opened', () => {
    expect(openCursor(key, list, signCursor(key, list, 'after photo 7'))).toBe('after photo 7')
  })

  test('it stays good when the size of the page or the order of the filters changes', () => {
    const asked = listName('listPhotos', new URLSearchParams('pano=true&user=ada&limit=50'))
    const again = listName('listPhotos', new URLSearchParams('limit=10&user=ada&cursor=x&pano=true&tag='))
    expect(again).toBe(asked)
  })

  test.each([
    ['of other filters', signCursor(key, listName('listPhotos', new URLSearchParams('user=chen')), '7')],
    ['of another list', signCursor(key, listName('listSequences', new URLSearchParams('user=ada')), '7')],
    ['of another secret', signCursor(cursorKeyFrom('another secret'), list, '7')],
    ['made by hand', Buffer.from('{"id":7}').toString('base64url')],
    ['changed', `${signCursor(key, list, '7')}A`],
    ['cut', signCursor(key, list, '7').slice(0, 20)],
    ['empty', ''],
    ['no base64', '!!!'],
  ])('one %s is refused', (_what, cursor) => {
    expect(() => openCursor(key, list, cursor)).toThrow(/cursor/)
  })
})
