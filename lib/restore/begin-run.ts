import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { instance } from '@/db/schema/instance'
import { oneTimeCodes } from '@/db/schema/people/passkeys'
import { restoreRuns } from '@/db/schema/restore-runs'
import type { Backup } from '@/lib/backup/types'
import { AppError } from '@/lib/errors'
import { hashOfCode, issueCode, redeemCode } from '@/lib/users/one-time-codes'
import { findRestoreState, isSilent } from './find-restore-state'

type Tools = { db: Db; backup: Backup }

/** A code for whoever can read the log: it begins one restore, within an hour. Throws CONFLICT when there is nothing to restore, and for a second code within a minute. */
export async function issueRestoreCode(tools: Tools): Promise<string> {
  await requireRestorable(tools)
  return tools.db.transaction(async (tx) => {
    await tx.select().from(instance).for('update')
    const isNew = and(eq(oneTimeCodes.kind, 'restore'), gt(oneTimeCodes.createdAt, sql`now() - interval '1 minute'`))
    if ((await tx.$count(oneTimeCodes, isNew)) > 0)
      throw new AppError('CONFLICT', 'A code was written to the log less than a minute ago')
    return issueCode(tx, { kind: 'restore', userId: null })
  })
}

/** Notes that a restore begins, for `runRestore`. Throws FORBIDDEN for a wrong code, CONFLICT when there is nothing to restore, or one is under way. */
export async function beginRestoreRun(tools: Tools, code: string): Promise<{ runId: number; run: RestoreRun }> {
  await requireRestorable(tools)
  return tools.db.transaction(async (tx) => {
    await tx.select().from(instance).for('update') // one after the other
    if (!(await redeemCode(tx, { kind: 'restore', code })))
      throw new AppError('FORBIDDEN', 'This is not the code in the log, or it is over. Have a new one written.')
    await tx
      .update(restoreRuns)
      .set({ endedAt: sql`now()`, failure: 'It was interrupted' })
      .where(and(isNull(restoreRuns.endedAt), isSilent))
    const [run] = await tx
      .insert(restoreRuns)
      .values({ codeHash: hashOfCode(code) })
      .onConflictDoNothing()
      .returning()
    if (!run) throw new AppError('CONFLICT', 'A restore is under way already')
    return { runId: run.id, run: describe(run, false) }
  })
}

export type RestoreRun = Pick<
  typeof restoreRuns.$inferSelect,
  'sequences' | 'sequenceTotal' | 'photos' | 'there' | 'deleted' | 'problems' | 'failure'
> & { state: 'running' | 'ended' | 'failed' }

/** How far the restore is that a code began; null: it began none. */
export async function findRestoreRun(db: Db, code: string): Promise<RestoreRun | null> {
  const [row] = await db
    .select({ run: restoreRuns, isSilent })
    .from(restoreRuns)
    .where(eq(restoreRuns.codeHash, hashOfCode(code)))
  if (!row) return null
  return describe(row.run, row.isSilent)
}

function describe(row: typeof restoreRuns.$inferSelect, hasDied: boolean): RestoreRun {
  const { sequences, sequenceTotal, photos, there, deleted, problems, endedAt } = row
  const failure = endedAt === null && hasDied ? 'It was interrupted' : row.failure
  const state = failure !== null ? 'failed' : endedAt === null ? 'running' : 'ended'
  return { state, sequences, sequenceTotal, photos, there, deleted, problems, failure }
}

async function requireRestorable(tools: Tools): Promise<void> {
  const state = await findRestoreState(tools)
  if (state === null) throw new AppError('CONFLICT', 'There is nothing to restore here')
  if (state === 'running') throw new AppError('CONFLICT', 'A restore is under way already')
}
