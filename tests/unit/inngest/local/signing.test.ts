import { expect, test } from 'vitest'
import { isSame, isSigned, sign } from '@/inngest/local/signing'

const key = 'signkey-test-abcdef'
const now = Date.UTC(2026, 0, 1)

test('a signature is the time and the HMAC of body and time, by the key without its prefix', () => {
  // printf '%s' '{"a":1}1767225600' | openssl dgst -sha256 -hmac abcdef
  expect(sign('{"a":1}', key, now)).toBe(
    't=1767225600&s=2cc9dcb84a1d0bb2176376be3df2df5e918a875f91a611e9ad5dbdbe902f600b',
  )
})

test.each([
  ['its own body and key', '{"a":1}', key, 0, true],
  ['another environment of the same key', '{"a":1}', 'signkey-prod-abcdef', 0, true],
  ['almost five minutes later', '{"a":1}', key, 299_000, true],
  ['another body', '{"a":2}', key, 0, false],
  ['another key', '{"a":1}', 'signkey-test-abcdee', 0, false],
  ['more than five minutes later', '{"a":1}', key, 302_000, false],
  ['more than five minutes earlier', '{"a":1}', key, -302_000, false],
])('a signature checked with %s', (_name, body, otherKey, laterMs, expected) => {
  expect(isSigned(body, sign('{"a":1}', key, now), otherKey, now + laterMs)).toBe(expected)
})

test.each([undefined, '', 't=&s=', 's=abc', 't=abc&s=abc', 't=1767225600'])('the signature %j is none', (signature) => {
  expect(isSigned('{}', signature, key, now)).toBe(false)
})

test('secrets of different lengths can be compared', () => {
  expect([isSame('a', 'a'), isSame('a', 'ab'), isSame('', 'a')]).toEqual([true, false, false])
})
