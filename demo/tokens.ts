import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

export type Tokens = {
  /** The access token of a user, as the authorize page gives it: for ever (v3), or for so many seconds (v4). */
  mint(username: string, seconds?: number): string
  /** Whose valid token this is, or null. */
  read(token: string): string | null
  /** Makes every token given to the user so far invalid, as when the user takes the app's access away. */
  revoke(username: string): void
}

type Claims = { username: string; until: number | null; id: string | null }

export function createTokens(secret: string, now: () => number = Date.now): Tokens {
  const generations = new Map<string, number>()
  const sign = (claims: string) => createHmac('sha256', secret).update(claims).digest('base64url')

  function write({ username, until, id }: Claims): string {
    const end = until === null ? [] : [until, id]
    const claims = Buffer.from(JSON.stringify([username, generations.get(username) ?? 0, ...end])).toString('base64url')
    return `demo.${claims}.${sign(claims)}`
  }
  function mint(username: string, seconds?: number) {
    if (seconds === undefined) return write({ username, until: null, id: null })
    return write({ username, until: now() + seconds * 1000, id: randomBytes(6).toString('hex') })
  }
  function read(token: string) {
    const claims = claimsIn(token.split('.')[1] ?? '')
    if (!claims || (claims.until !== null && claims.until <= now())) return null
    const expected = Buffer.from(write(claims))
    const given = Buffer.from(token)
    return given.length === expected.length && timingSafeEqual(given, expected) ? claims.username : null
  }
  return { mint, read, revoke: (username) => generations.set(username, (generations.get(username) ?? 0) + 1) }
}

function claimsIn(text: string): Claims | null {
  try {
    const [username, , until = null, id = null]: unknown[] = JSON.parse(Buffer.from(text, 'base64url').toString())
    if (typeof username !== 'string') return null
    return typeof until === 'number' && typeof id === 'string'
      ? { username, until, id }
      : { username, until: null, id: null }
  } catch {
    return null // not one of ours
  }
}
