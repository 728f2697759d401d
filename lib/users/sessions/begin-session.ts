import { randomBytes } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { sessions } from '@/db/schema/people/sessions'
import { SESSION_DAYS } from '@/lib/model/people/session-days'
import { hashOfSession, shortUserAgent } from './session-id'

/** Begins a session of the user, and returns its id, which only the cookie keeps. */
export async function beginSession(
  db: Db,
  { userId, userAgent }: { userId: number; userAgent: string | null },
): Promise<string> {
  const sessionId = randomBytes(32).toString('base64url')
  await db.insert(sessions).values({
    userId,
    hash: hashOfSession(sessionId),
    userAgent: shortUserAgent(userAgent),
    expiresAt: sql`now() + make_interval(days => ${SESSION_DAYS})`,
  })
  return sessionId
}
