import { and, desc, eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { sessions } from '@/db/schema/people/sessions'
import { isLive } from './find-session'

const MOST_LISTED = 100

export type ListedSession = { id: string; userAgent: string | null; createdAt: Date; lastUsedAt: Date; expiresAt: Date }

/** The user's sessions that go on, the one that was used last first. */
export async function listSessions(db: Db, userId: number): Promise<ListedSession[]> {
  const rows = await db
    .select({
      id: sessions.id,
      userAgent: sessions.userAgent,
      createdAt: sessions.createdAt,
      lastUsedAt: sessions.lastUsedAt,
      expiresAt: sessions.expiresAt,
    })
    .from(sessions)
    .where(and(eq(sessions.userId, userId), isLive()))
    .orderBy(desc(sessions.lastUsedAt), desc(sessions.id))
    .limit(MOST_LISTED)
  return rows.map((row) => ({ ...row, id: String(row.id) }))
}
