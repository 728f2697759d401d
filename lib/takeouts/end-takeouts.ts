import { and, eq, inArray, lt, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { takeoutFiles, takeouts } from '@/db/schema/takeouts'
import { TAKEOUTS_FOLDER } from '@/lib/backup/keys'
import type { Backup } from '@/lib/backup/types'
import { AppError } from '@/lib/errors'
import { TAKEOUT_DAYS } from '@/lib/model/takeout-states'

/** Takes a takeout off its owner's list; its files go with the next sweep. Throws NOT_FOUND (also for somebody else's). */
export async function deleteTakeout(
  db: Db,
  { takeoutId, userId }: { takeoutId: number; userId: number },
): Promise<void> {
  const removed = await db
    .delete(takeouts)
    .where(and(eq(takeouts.id, takeoutId), eq(takeouts.userId, userId)))
    .returning({ id: takeouts.id })
  if (removed.length === 0) throw new AppError('NOT_FOUND', `Takeout ${takeoutId} not found`)
}

/**
 * Ends takeouts whose time is over, and removes what was written for those that have ended or are gone. Safe to repeat; a takeout that is
 * being made keeps its files.
 */
export async function sweepTakeouts({
  db,
  backup,
}: {
  db: Db
  backup: Backup
}): Promise<{ ended: number; removed: number }> {
  const expired = await db
    .update(takeouts)
    .set({ state: 'ended', endedAt: sql`now()`, reason: `It was kept for ${TAKEOUT_DAYS} days. Make a new takeout.` })
    .where(and(eq(takeouts.state, 'ready'), lt(takeouts.expiresAt, sql`now()`)))
    .returning({ id: takeouts.id })
  const ended = db.select({ id: takeouts.id }).from(takeouts).where(eq(takeouts.state, 'ended'))
  await db.delete(takeoutFiles).where(inArray(takeoutFiles.takeoutId, ended))

  const keys: string[] = []
  for await (const key of backup.list(`${TAKEOUTS_FOLDER}/`)) keys.push(key)
  const live = await db
    .select({ id: takeouts.id })
    .from(takeouts)
    .where(inArray(takeouts.state, ['making', 'ready']))
  const liveIds = new Set(live.map(({ id }) => String(id)))
  const dead = keys.filter((key) => !liveIds.has(key.split('/')[1] ?? ''))
  for (const key of dead) await backup.remove(key)
  return { ended: expired.length, removed: dead.length }
}
