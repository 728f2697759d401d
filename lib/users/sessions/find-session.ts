import { and, eq, gt, isNull, lt, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { sessions } from '@/db/schema/people/sessions'
import { users } from '@/db/schema/people/users'
import type { Role } from '@/lib/model/people/roles'
import { SESSION_DAYS, UNUSED_DAYS } from '@/lib/model/people/session-days'
import { isActiveAccount } from '@/lib/users/active-account'
import { hashOfSession, shortUserAgent } from './session-id'

export type Session = { id: number; user: { id: number; username: string; mapillaryKey: string; role: Role } }

/** What a cookie says. `isUnlisted`: it was made before sessions were rows, and its id is the one that next-auth gave the cookie. */
export type SessionClaims = { sessionId: string; userId: number; issuedAt: Date; isUnlisted: boolean }

type Question = SessionClaims & { userAgent: string | null }

/** The session of a cookie; null when it has ended, or the account is gone or suspended. Notes its use, to the minute. One indexed read otherwise. */
export async function findSession(db: Db, question: Question): Promise<Session | null> {
  const known = await findLive(db, question)
  if (known || !question.isUnlisted) return known
  return (await adopt(db, question)) ? findLive(db, question) : null
}

async function findLive(db: Db, { sessionId, userId, userAgent }: Question): Promise<Session | null> {
  const [row] = await db
    .select({
      id: sessions.id,
      user: { id: users.id, username: users.username, mapillaryKey: users.mapillaryKey, role: users.role },
      isUseNoted: sql<boolean>`${sessions.lastUsedAt} > now() - interval '1 minute'`,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.hash, hashOfSession(sessionId)), eq(sessions.userId, userId), isLive(), isActiveAccount))
  if (!row) return null
  if (!row.isUseNoted) await noteUse(db, row.id, userAgent)
  return { id: row.id, user: row.user }
}

/** The condition that a session goes on. */
export function isLive() {
  return and(
    isNull(sessions.endedAt),
    gt(sessions.expiresAt, sql`now()`),
    gt(sessions.lastUsedAt, sql`now() - make_interval(days => ${UNUSED_DAYS})`),
  )
}

async function noteUse(db: Db, id: number, userAgent: string | null): Promise<void> {
  const isOld = lt(sessions.lastUsedAt, sql`now() - interval '1 minute'`)
  await db
    .update(sessions)
    .set({ lastUsedAt: sql`now()`, userAgent: shortUserAgent(userAgent) })
    .where(and(eq(sessions.id, id), isOld, isNull(sessions.endedAt)))
}

/**
 * Gives a cookie from before sessions were rows its row, once: whether it has one now that goes on. One that was issued before its user
 * logged out everywhere gets none.
 */
async function adopt(db: Db, { sessionId, userId, issuedAt, userAgent }: Question): Promise<boolean> {
  const adopted = await db.execute(sql`
    insert into ${sessions} (user_id, hash, user_agent, created_at, expires_at)
    select ${users.id}, ${hashOfSession(sessionId)}, ${shortUserAgent(userAgent)}, ${issuedAt.toISOString()}::timestamptz,
      ${issuedAt.toISOString()}::timestamptz + make_interval(days => ${SESSION_DAYS})
    from ${users}
    where ${users.id} = ${userId} and not exists (
      select from ${sessions} where ${sessions.userId} = ${users.id}
        and ${sessions.ending} = 'everywhere' and ${sessions.endedAt} >= ${issuedAt.toISOString()}::timestamptz)
    on conflict (hash) do nothing
    returning id`)
  return adopted.length > 0
}
