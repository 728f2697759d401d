import { expect, test } from 'vitest'
import { safeCallbackUrl } from '@/lib/server/auth/callback-url'

test.each([
  ['/photos/7?mark=viewpoint#x', '/photos/7?mark=viewpoint#x'],
  ['/', '/'],
  ['http://127.0.0.1:3000/import', '/import'],
  ['http://127.0.0.1:3001/import', '/'],
  ['https://evil.example/', '/'],
  ['//evil.example/', '/'],
  ['/\\evil.example/', '/'],
  ['/\t/evil.example/', '/'],
  ['javascript:alert(1)', '/'],
  [undefined, '/'],
  [['/a', '/b'], '/'],
])('%j leads to %s', (asked, expected) => {
  expect(safeCallbackUrl(asked, 'http://127.0.0.1:3000')).toBe(expected)
})
