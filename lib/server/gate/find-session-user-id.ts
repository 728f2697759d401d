import type { IncomingMessage } from 'node:http'
import type { Env } from '@/lib/config/env'
import type { SessionCache } from '@/lib/server/auth/session-cache'
import { readSessionCookie } from '@/lib/server/auth/session-cookie'

/**
 * Whose session cookie the request carries; null: nobody's. With `sessions` only one that goes on counts: who holds a cookie of an ended
 * session neither escapes the limit of the address nor uses up that of the person. While the database does not answer, nobody is known.
 * Good enough to count requests, not to authorise them.
 */
export async function findSessionUserId(
  { headers }: IncomingMessage,
  env: Env,
  sessions: Pick<SessionCache, 'find'> | null,
): Promise<number | null> {
  const claims = await readSessionCookie(headers.cookie, env)
  if (!claims || !sessions) return claims?.userId ?? null
  const session = await sessions.find(claims, headers['user-agent'] ?? null).catch(() => null)
  return session?.user.id ?? null
}
