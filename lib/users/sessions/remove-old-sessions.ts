import { lt, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { sessions } from '@/db/schema/people/sessions'

/** Removes sessions that are past their absolute end. Ended ones stay until then, so that no copy of their cookie begins anew. */
export async function removeOldSessions(db: Db): Promise<number> {
  const removed = await db.delete(sessions).where(lt(sessions.expiresAt, sql`now()`)).returning({ id: sessions.id })
  return removed.length
}
