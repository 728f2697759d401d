import { describe, expect, test } from 'vitest'
import { isLinkValid, linkKeysFrom, signLink } from '@/lib/server/takeouts/signed-links'

const keys = linkKeysFrom(['a secret of the sessions'])
const HOUR_MS = 3_600_000

function parse(query: string) {
  const params = new URLSearchParams(query)
  return { expires: Number(params.get('expires')), signature: params.get('signature') ?? '' }
}

describe('a signed link', () => {
  test('lets in for a day, to its own takeout only', () => {
    const link = parse(signLink(keys, 7))
    const now = Date.now()
    expect(isLinkValid(keys, { takeoutId: 7, ...link })).toBe(true)
    expect(isLinkValid(keys, { takeoutId: 7, ...link }, now + 23 * HOUR_MS)).toBe(true)
    expect(isLinkValid(keys, { takeoutId: 7, ...link }, now + 25 * HOUR_MS)).toBe(false)
    expect(isLinkValid(keys, { takeoutId: 8, ...link })).toBe(false)
  })

  test.each([
    ['a later end', { expires: 9_999_999_999 }],
    ['another signature', { signature: 'x'.repeat(43) }],
    ['no signature', { signature: '' }],
    ['letters of more than one byte', { signature: 'ä'.repeat(43) }],
  ])('with %s does not', (_name, change) => {
    expect(isLinkValid(keys, { takeoutId: 7, ...parse(signLink(keys, 7)), ...change })).toBe(false)
  })

  test('of an older secret works on, of another secret it does not', () => {
    const link = parse(signLink(keys, 7))
    expect(isLinkValid(linkKeysFrom(['a newer secret', 'a secret of the sessions']), { takeoutId: 7, ...link })).toBe(
      true,
    )
    expect(isLinkValid(linkKeysFrom(['a newer secret']), { takeoutId: 7, ...link })).toBe(false)
  })
})
