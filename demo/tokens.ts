import { createHmac, timingSafeEqual } from 'node:crypto'

export type Tokens = {
  /** The access token of a user, as the authorize page gives it. */
  mint(username: string): string
  /** Whose valid token this is, or null. */
  read(token: string): string | null
  /** Makes every token given to the user so far invalid, as when the user takes the app's access away. */
  revoke(username: string): void
}

export function createTokens(secret: string): Tokens {
  const generations = new Map<string, number>()
  const sign = (claims: string) => createHmac('sha256', secret).update(claims).digest('base64url')

  function mint(username: string) {
    const claims = Buffer.from(JSON.stringify([username, generations.get(username) ?? 0])).toString('base64url')
    return `demo.${claims}.${sign(claims)}`
  }
  function read(token: string) {
    const claims = token.split('.')[1] ?? ''
    const username = usernameIn(claims)
    const expected = Buffer.from(mint(username ?? ''))
    const given = Buffer.from(token)
    return username !== null && given.length === expected.length && timingSafeEqual(given, expected) ? username : null
  }
  return { mint, read, revoke: (username) => generations.set(username, (generations.get(username) ?? 0) + 1) }
}

function usernameIn(claims: string): string | null {
  try {
    const [username]: unknown[] = JSON.parse(Buffer.from(claims, 'base64url').toString())
    return typeof username === 'string' ? username : null
  } catch {
    return null // not one of ours
  }
}
