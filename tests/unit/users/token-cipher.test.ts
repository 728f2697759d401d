import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { keyIdOf, openToken, sealToken } from '@/lib/users/token-cipher'

const [key, older] = [randomBytes(32), randomBytes(32)]

test('a sealed token opens for the same user and key', () => {
  expect(openToken([key], 7, sealToken([key], 7, 'a secret'))).toBe('a secret')
})

test('a sealed token does not show the token, names its key, and differs each time', () => {
  const [first, second] = [sealToken([key], 7, 'a secret'), sealToken([key], 7, 'a secret')]
  expect(first).not.toContain('secret')
  expect(first.startsWith(`${keyIdOf(key)}.`)).toBe(true)
  expect(first).not.toBe(second)
})

test.each([
  ['another user', () => openToken([key], 8, sealToken([key], 7, 'a secret'))],
  ['another key', () => openToken([randomBytes(32)], 7, sealToken([key], 7, 'a secret'))],
  ['a changed text', () => openToken([key], 7, withChangedEnd(sealToken([key], 7, 'a secret')))],
  ['nonsense', () => openToken([key], 7, 'nonsense')],
])('%s opens nothing and asks for a new login', (_name, open) => {
  expect(open).toThrow(expect.objectContaining({ code: 'UNAUTHENTICATED' }))
})

test('what an older key of the list sealed opens, and the first one seals', () => {
  const before = sealToken([older], 7, 'a secret')
  expect(openToken([key, older], 7, before)).toBe('a secret')
  expect(sealToken([key, older], 7, 'a secret').startsWith(`${keyIdOf(key)}.`)).toBe(true)
})

function withChangedEnd(sealed: string): string {
  return sealed.slice(0, -2) + (sealed.at(-2) === 'A' ? 'B' : 'A') + sealed.slice(-1)
}
