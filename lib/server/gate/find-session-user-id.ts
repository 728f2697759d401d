import type { IncomingMessage } from 'node:http'
import type { Env } from '@/lib/config/env'
import { readSessionCookie } from '@/lib/server/auth/session-cookie'

/** Whose session cookie the request carries, judged only by the cookie: good enough to count requests, not to authorise them. null: nobody's. */
export async function findSessionUserId({ headers }: IncomingMessage, env: Env): Promise<number | null> {
  const claims = await readSessionCookie(headers.cookie, env)
  return claims?.userId ?? null
}
