import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { sessions } from '@/db/schema/people/sessions'
import { AppError } from '@/lib/errors'
import { hashOfSession } from './session-id'

/** Ends the session of a cookie whose browser logs out. Safe to repeat. Its user, or null when it had ended already. */
export async function logOutSession(db: Db, sessionId: string): Promise<number | null> {
  const [ended] = await db
    .update(sessions)
    .set({ endedAt: sql`now()`, ending: 'log_out' })
    .where(and(eq(sessions.hash, hashOfSession(sessionId)), isNull(sessions.endedAt)))
    .returning({ userId: sessions.userId })
  return ended?.userId ?? null
}

/** Ends one of the user's sessions. Safe to repeat. Throws NOT_FOUND, also for somebody else's. */
export async function endSession(db: Db, { id, userId }: { id: number; userId: number }): Promise<void> {
  const ended = await db
    .update(sessions)
    .set({ endedAt: sql`coalesce(${sessions.endedAt}, now())`, ending: sql`coalesce(${sessions.ending}, 'list')` })
    .where(and(eq(sessions.id, id), eq(sessions.userId, userId)))
    .returning({ id: sessions.id })
  if (ended.length === 0) throw new AppError('NOT_FOUND', `Session ${id} not found`)
}

/** Ends all sessions of the user, the one that asks for it too. How many there were. */
export async function endAllSessions(db: Db, userId: number): Promise<number> {
  const ended = await db
    .update(sessions)
    .set({ endedAt: sql`now()`, ending: 'everywhere' })
    .where(and(eq(sessions.userId, userId), isNull(sessions.endedAt)))
    .returning({ id: sessions.id })
  return ended.length
}
