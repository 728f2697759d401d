import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { sharedAddressOf } from '@/lib/server/pages/shared-address'

function addressOf(url: string, headers: Record<string, string> = {}, method = 'GET') {
  return sharedAddressOf({ url, headers, method } as IncomingMessage)
}

const PLAIN = 'theme=system; units=metric'

test.for(['/', '/photos', '/photos/12', '/sequences', '/sequences/12', '/leaderboard', '/viewpoints'])(
  '%s is the same for all strangers',
  (path) => {
    expect(addressOf(path)).toEqual({ path, cookie: PLAIN })
  },
)

test.for([
  '/?',
  '/?utm_source=x',
  '/photos?tag=bench',
  '/photos/12?x=1',
  '/photos/012',
  '/photos/12/',
  '/photos/x',
  '//photos',
  '/photos/12/preview.jpg',
  '/settings',
  '/login',
  '/users/anna',
  '/admin',
  '/import',
  '/vault',
  'http://elsewhere.example/',
])('%s is answered for whoever asks, so that no noise fills the memory', (url) => {
  expect(addressOf(url)).toBeNull()
})

test.for([
  ['a session', { cookie: 'next-auth.session-token=x' }],
  ['a session of a site with https', { cookie: 'units=metric; __Secure-next-auth.session-token=x' }],
  ['a cookie that nobody knows', { cookie: 'a=b' }],
  ['dismissed announcements', { cookie: 'mtp-dismissed=3' }],
  ['a token', { authorization: 'Bearer x' }],
  ['a wish for a part', { rsc: '1' }],
  ['a prefetch', { 'next-router-prefetch': '1' }],
  ['a header that Next.js heeds', { 'x-middleware-rewrite': '/' }],
] as const)('who sends %s neither reads nor fills the memory', ([, headers]) => {
  expect(addressOf('/', headers)).toBeNull()
})

test.for(['HEAD', 'POST', 'PUT', 'OPTIONS'])('%s is not shared', (method) => {
  expect(addressOf('/', {}, method)).toBeNull()
})

test('theme and units make pages of their own, and what they cannot be makes none', () => {
  const cookie = 'units=imperial; theme=dark'
  expect(addressOf('/', { cookie })).toEqual({ path: '/', cookie: 'theme=dark; units=imperial' })
  expect(addressOf('/', { cookie: 'theme=x1; units=x2' })).toEqual({ path: '/', cookie: PLAIN })
})

test('who knows the site gets a map page without its welcome, and the same as others else', () => {
  const cookie = 'welcomed=1'
  expect(addressOf('/', { cookie })).toEqual({ path: '/', cookie: `${PLAIN}; welcomed=1` })
  expect(addressOf('/photos', { cookie })).toEqual({ path: '/photos', cookie: PLAIN })
})
