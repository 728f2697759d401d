import { and, eq, inArray, isNull, lt, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { notices } from '@/db/schema/people/notices'
import { NOTICE_DAYS } from '@/lib/model/people/notices'

/** Notes that somebody has read these notices of theirs, or all of them. Safe to repeat. */
export async function readNotices(
  db: Db,
  { userId, ids }: { userId: number; ids?: number[] | undefined },
): Promise<void> {
  await db
    .update(notices)
    .set({ readAt: new Date() })
    .where(and(eq(notices.userId, userId), isNull(notices.readAt), ids ? inArray(notices.id, ids) : undefined))
}

/** Removes notices of long ago. How many. */
export async function removeOldNotices(db: Db): Promise<number> {
  const isOld = lt(notices.changedAt, sql`now() - make_interval(days => ${NOTICE_DAYS})`)
  return (await db.delete(notices).where(isOld).returning({ id: notices.id })).length
}
