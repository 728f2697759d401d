import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { withHeartbeat } from '@/db/lost-runs'
import { sequences } from '@/db/schema/sequences'

const MOST_DOUBLINGS = 6 // about an hour: a backup that is away for a day must not start a run each minute

/**
 * Takes up deletions that have not moved for a while: their event never reached Inngest, Inngest lost their run, or the backup is away. Each
 * time it is waited for twice as long. The caller sends the events.
 */
export async function restartLostDeletions(db: Db): Promise<{ sequenceId: number; userId: number; backup: boolean }[]> {
  const { deletedAt, deletionMovedAt, deletionAttempt } = sequences
  const silence = sql`interval '50 seconds' * 2 ^ least(${deletionAttempt}, ${MOST_DOUBLINGS})`
  const lost = db
    .select({ id: sequences.id })
    .from(sequences)
    .where(and(isNotNull(deletedAt), sql`coalesce(${deletionMovedAt}, ${deletedAt}) + ${silence} < now()`))
    .limit(500)
    .for('update', { skipLocked: true })
  return db
    .update(sequences)
    .set({ deletionAttempt: sql`${deletionAttempt} + 1`, deletionMovedAt: sql`now()` })
    .where(inArray(sequences.id, lost))
    .returning({ sequenceId: sequences.id, userId: sequences.ownerId, backup: sequences.removesBackup })
}

/** Runs a step of a deletion and notes meanwhile that it moves. */
export function watchDeletion<T>(db: Db, sequenceId: number, work: () => Promise<T>): Promise<T> {
  const isIt = eq(sequences.id, sequenceId)
  return withHeartbeat(() => db.update(sequences).set({ deletionMovedAt: sql`now()` }).where(isIt), work)
}
