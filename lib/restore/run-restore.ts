import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { restoreRuns } from '@/db/schema/restore-runs'
import type { Backup } from '@/lib/backup/types'
import type { TokenKeys } from '@/lib/users/token-cipher'
import { messageOf } from './problems'
import { type RestoreResult, restore } from './restore'

const BEAT_MS = 1_000

type Noted = Partial<typeof restoreRuns.$inferInsert>

/** Restores, and notes in the run how far it is and what came of it. Never rejects: a failure is noted too, and the result is null. */
export async function runRestore(
  { db, backup, tokenKeys }: { db: Db; backup: Backup; tokenKeys: TokenKeys },
  runId: number,
): Promise<RestoreResult | null> {
  const note = (values: Noted) =>
    db
      .update(restoreRuns)
      .set({ ...values, movedAt: sql`now()` })
      .where(and(eq(restoreRuns.id, runId), isNull(restoreRuns.endedAt)))
  let progress: Noted = {}
  const beat = setInterval(() => {
    note(progress).catch(() => undefined) // the database is away for a moment
  }, BEAT_MS)
  try {
    const result = await restore(
      { db, backup, tokenKeys },
      {
        onProgress({ photos, sequences, sequenceTotal }) {
          progress = { photos, sequences, sequenceTotal }
        },
      },
    )
    await note({ ...progress, ...result, endedAt: new Date() })
    return result
  } catch (error) {
    console.error('The restore failed:', error)
    await note({ failure: messageOf(error), endedAt: new Date() }).catch(() => undefined) // then it counts as interrupted
    return null
  } finally {
    clearInterval(beat)
  }
}
