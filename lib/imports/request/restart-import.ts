import { and, eq, isNotNull, or, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { causeOf } from '@/db/retry-while-database-is-away'
import { importErrors, importPhotos, imports } from '@/db/schema/imports'
import { sequences } from '@/db/schema/sequences'
import { AppError } from '@/lib/errors'
import type { Elsewhere } from '@/lib/model/import-notes'
import { IMPORT_STAGES } from '@/lib/model/import-stages'
import { ACTIVE_STATES } from '@/lib/model/import-states'

/**
 * Takes an import up again that failed, was cancelled or ended with errors: only what is missing is done again.
 * Throws NOT_FOUND for somebody else's, CONFLICT when there is nothing to do again.
 */
export async function restartImport(
  db: Db,
  { importId, userId, elsewhere }: { importId: number; userId: number; elsewhere?: Elsewhere | undefined },
): Promise<{ sequenceId: number; importId: number; attempt: number | null }> {
  const restarted = db.transaction(async (tx) => {
    const [row] = await tx
      .select()
      .from(imports)
      .where(and(eq(imports.id, importId), eq(imports.userId, userId)))
      .for('update')
    if (!row) throw new AppError('NOT_FOUND', `Import ${importId} not found`)
    const { sequenceId } = row
    if (sequenceId === null)
      throw new AppError('CONFLICT', 'The sequence of this import was removed, since it held no photo. Import it anew.')
    if (ACTIVE_STATES.some((state) => state === row.state)) return { sequenceId, importId, attempt: null }
    if (row.state === 'completed')
      throw new AppError('CONFLICT', 'This import is complete: there is nothing to do again')
    const isDeleted = await tx.$count(sequences, and(eq(sequences.id, sequenceId), isNotNull(sequences.deletedAt)))
    if (isDeleted > 0) throw new AppError('CONFLICT', 'The sequence is being deleted')
    await forgetFailures(tx, importId)
    const attempt = row.attempt + 1
    await tx
      .update(imports)
      .set({
        state: 'queued',
        ...(elsewhere && { elsewhere }),
        attempt,
        reason: null,
        waitingUntil: null,
        finishedAt: null,
        requestedAt: new Date(),
        movedAt: sql`now()`,
        quietUntil: null,
        lostAfterSeconds: sql`default`,
      })
      .where(eq(imports.id, importId))
    return { sequenceId, importId, attempt }
  })
  return restarted.catch((error: unknown) => {
    if (!violates(error, 'imports_one_active_per_sequence')) throw error
    throw new AppError('CONFLICT', 'Another import of this sequence is running', { cause: error })
  })
}

function violates(error: unknown, constraint: string): boolean {
  const cause = causeOf(error)
  return cause instanceof Error && 'constraint_name' in cause && cause.constraint_name === constraint
}

async function forgetFailures(db: Db, importId: number): Promise<void> {
  await db.delete(importErrors).where(eq(importErrors.importId, importId))
  const again = IMPORT_STAGES.map((stage) => [
    stage,
    sql`case when ${importPhotos[stage]} = 'failed' then 'pending' else ${importPhotos[stage]} end`,
  ])
  await db
    .update(importPhotos)
    .set(Object.fromEntries(again))
    .where(
      and(eq(importPhotos.importId, importId), or(...IMPORT_STAGES.map((stage) => eq(importPhotos[stage], 'failed')))),
    )
}
