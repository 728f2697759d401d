import { expect, test } from 'vitest'
import { isSameOrigin } from '@/lib/server/http/same-origin'

const site = 'https://paths.example'

test.each([
  ['its own origin', { origin: 'https://paths.example' }, true],
  ['a foreign host that the request names too', { origin: 'http://evil.test', host: 'evil.test' }, false],
  ['its host by another scheme', { origin: 'http://paths.example', host: 'paths.example' }, false],
  ['the same host on another port', { origin: 'https://paths.example:8443' }, false],
  ['a host that only begins alike', { origin: 'https://paths.example.evil.test' }, false],
  ['an opaque origin', { origin: 'null', host: 'paths.example' }, false],
  ['no origin, but fetched by the same site', { 'sec-fetch-site': 'same-origin' }, true],
  ['no origin, fetched by a sibling site', { 'sec-fetch-site': 'same-site' }, false],
  [
    'a foreign origin that claims to be the same site',
    { origin: 'https://evil.test', 'sec-fetch-site': 'same-origin' },
    false,
  ],
  ['nothing at all', {}, false],
])('a write from %s', (_name, headers: Record<string, string>, expected) => {
  expect(isSameOrigin(new Headers(headers), site)).toBe(expected)
})
