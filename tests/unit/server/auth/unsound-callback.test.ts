import { expect, test } from 'vitest'
import { withoutUnsoundCallback } from '@/lib/server/auth/unsound-callback'

const site = 'https://paths.example'
const ask = (callbackUrl: string | null, cookie = '') =>
  withoutUnsoundCallback(
    new Request(
      `${site}/api/auth/signin${callbackUrl === null ? '' : `?callbackUrl=${encodeURIComponent(callbackUrl)}`}`,
      {
        headers: { cookie },
      },
    ),
    site,
  )

test.each(['/photos?page=2', 'https://paths.example/', 'https://evil.test/'])('%s is left to next-auth', (address) => {
  expect(ask(address)).toBeNull()
})

test('nothing is left to next-auth', () => {
  expect(ask(null, 'theme=dark')).toBeNull()
})

test.each(['http://', 'nothing', '//', 'javascript:alert(1)', ''])(
  '%s is asked for again as the start page',
  (address) => {
    const answer = ask(address)
    expect(answer?.status).toBe(307)
    const location = new URL(answer?.headers.get('location') ?? '', site)
    expect(location.searchParams.get('callbackUrl')).toMatch(/^\//)
    expect(ask(location.searchParams.get('callbackUrl'))).toBeNull()
  },
)

test.each(['http%3A%2F%2F', '%zz'])('a cookie of %s is taken away', (value) => {
  const answer = ask(null, `__Secure-next-auth.callback-url=${value}`)
  expect(answer?.status).toBe(307)
  expect(answer?.headers.get('set-cookie')).toBe('__Secure-next-auth.callback-url=; Path=/; Max-Age=0; Secure')
})
