import { and, desc, eq, isNotNull, isNull } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { reports } from '@/db/schema/people/reports'
import { sessions } from '@/db/schema/people/sessions'
import { users } from '@/db/schema/people/users'
import { isLive, type SessionClaims } from './find-session'
import { hashOfSession } from './session-id'

/** What a suspended person reads; `appeal`: what they have said to it. `reportId`: the report that led to it. */
export type SuspendedSession = {
  user: { id: number; username: string }
  reason: string
  until: Date | null
  appeal: string | null
  reportId: number | null
}

/** The log-in of somebody who is suspended, which is good for nothing but to read why and to appeal; null: it is no such log-in. */
export async function findSuspendedSession(
  db: Db,
  { sessionId, userId }: Pick<SessionClaims, 'sessionId' | 'userId'>,
): Promise<SuspendedSession | null> {
  const [row] = await db
    .select({ user: users })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(
      and(
        eq(sessions.hash, hashOfSession(sessionId)),
        eq(sessions.userId, userId),
        isLive(),
        isNotNull(users.suspendedAt),
        isNull(users.deletingAt),
      ),
    )
  if (!row) return null
  const { id, username, suspendedReason, suspendedUntil, suspensionAppeal } = row.user
  const [report] = await db
    .select({ id: reports.id, appeal: reports.appeal })
    .from(reports)
    .where(and(eq(reports.ownerId, id), eq(reports.decision, 'suspend'), eq(reports.isTrapped, false)))
    .orderBy(desc(reports.decidedAt))
    .limit(1)
  return {
    user: { id, username },
    reason: suspendedReason ?? '',
    until: suspendedUntil,
    appeal: suspensionAppeal ?? report?.appeal ?? null,
    reportId: report?.id ?? null,
  }
}
