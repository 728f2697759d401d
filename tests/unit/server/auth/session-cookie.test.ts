import { encode } from 'next-auth/jwt'
import { expect, test } from 'vitest'
import {
  claimsOf,
  openSession,
  readSessionCookie,
  SESSION_SECONDS,
  sealSession,
} from '@/lib/server/auth/session-cookie'

const OLD = 'the secret of last year'
const NEW = 'the secret of this year'
const token = { sub: '7', name: 'ada', sid: 'a-random-id' }
const site = (NEXTAUTH_URL: string) => ({ NEXTAUTH_SECRET: [NEW, OLD] as [string, ...string[]], NEXTAUTH_URL })

test('a cookie says whose session it is', async () => {
  const cookie = await sealSession([NEW], token)
  expect(await readSessionCookie(`theme=dark; next-auth.session-token=${cookie}`, site('http://here'))).toMatchObject({
    sessionId: 'a-random-id',
    userId: 7,
    isUnlisted: false,
  })
})

test('over https it is the secure cookie that counts', async () => {
  const cookie = await sealSession([NEW], token)
  expect(await readSessionCookie(`next-auth.session-token=${cookie}`, site('https://here'))).toBeNull()
  expect(await readSessionCookie(`__Secure-next-auth.session-token=${cookie}`, site('https://here'))).not.toBeNull()
})

test('what an older secret sealed opens; what is sealed, the first one seals', async () => {
  const before = await sealSession([OLD], token)
  expect(await openSession([NEW, OLD], before)).toMatchObject(token)
  expect(await openSession([NEW], before)).toBeNull()
  expect(await openSession([NEW], await sealSession([NEW, OLD], token))).toMatchObject(token)
})

test('a renewed cookie keeps its end', async () => {
  const now = Math.floor(Date.now() / 1000)
  const fresh = await openSession([NEW], await sealSession([NEW], token))
  expect(Number(fresh?.exp) - now).toBeGreaterThan(SESSION_SECONDS - 10)
  const nearItsEnd = { ...token, exp: now + 3_600 }
  const renewed = await openSession([NEW], await sealSession([NEW], nearItsEnd))
  expect(Number(renewed?.exp)).toBeLessThanOrEqual(now + 3_601)
  const farOff = await openSession([NEW], await sealSession([NEW], { ...token, exp: now + 9 * SESSION_SECONDS }))
  expect(Number(farOff?.exp) - now).toBeLessThanOrEqual(SESSION_SECONDS + 1)
})

test('a cookie from before sessions were rows is known by the id that next-auth gave it', async () => {
  const before = await encode({ token: { sub: '7', name: 'ada' }, secret: NEW })
  const opened = await openSession([NEW], before)
  expect(opened && claimsOf(opened)).toMatchObject({ sessionId: opened?.jti, userId: 7, isUnlisted: true })
})

test.each([
  ['nothing', undefined],
  ['another cookie', 'theme=dark'],
  ['an empty one', 'next-auth.session-token='],
  ['nonsense', 'next-auth.session-token=nonsense'],
])('%s is nobody’s', async (_what, header) => {
  expect(await readSessionCookie(header, site('http://here'))).toBeNull()
})

test.each([{ sub: 'ada' }, { sub: '0' }, {}])('a token of nobody is nobody’s: %o', (claims) => {
  expect(claimsOf({ sid: 'x', ...claims })).toBeNull()
})
