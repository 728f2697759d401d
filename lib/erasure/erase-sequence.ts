import { setTimeout as delay } from 'node:timers/promises'
import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { imports } from '@/db/schema/imports'
import { audit } from '@/db/schema/people/audit'
import { sequences } from '@/db/schema/sequences'
import { recordAudit } from '@/lib/audit/record-audit'
import { ACTIVE_STATES } from '@/lib/model/import-states'
import { notify } from '@/lib/notices/notify'
import { removeLateFiles, removeRows, settleBackup } from '@/lib/sequences/remove-sequence'
import { watchDeletion } from '@/lib/sequences/restart-lost-deletions'
import { electMinZooms } from '@/lib/tiles/elect-min-zoom'
import { eraseLeftBehind } from './erase-left-behind'
import { finishErasure } from './finish-erasure'
import { noteSequences } from './note-tombstones'
import type { ErasureTools } from './types'

export const SETTLE_MS = 3_000

/**
 * Erases a sequence everywhere, also one that its owner deleted earlier while its originals were kept. It is marked as deleted first, so that
 * the running product completes what a killed command has begun, as does the next run. Throws what the database and the stores throw.
 */
export async function eraseSequence(
  tools: ErasureTools,
  { sequenceId, reason }: { sequenceId: number; reason: string },
): Promise<void> {
  const { db, settleMs = SETTLE_MS } = tools
  const { isThere, wasImporting } = await begin(db, { sequenceId, reason })
  await electMinZooms(db)
  if (wasImporting) await delay(settleMs)
  if (isThere) await removeMarked(tools, sequenceId)
  const [noted] = await db
    .select({ userId: audit.userId })
    .from(audit)
    .where(and(eq(audit.action, 'sequence.erased'), eq(audit.sequenceId, sequenceId)))
  if (noted?.userId) while (!(await removeLateFiles(tools, { sequenceId, userId: noted.userId })));
  if (!isThere) await eraseLeftBehind(tools, { sequenceId, reason })
  await finishErasure(tools)
}

/** Removes files and rows of a sequence that is marked as deleted. Safe to repeat. */
async function removeMarked(tools: ErasureTools, sequenceId: number): Promise<void> {
  const { db } = tools
  const watch = (work: () => Promise<boolean>) => watchDeletion(db, sequenceId, work)
  while (!(await watch(() => settleBackup(tools, { sequenceId }))));
  while (!(await watch(() => removeRows(db, { sequenceId }))));
}

async function begin(db: Db, { sequenceId, reason }: { sequenceId: number; reason: string }) {
  return db.transaction(async (tx) => {
    const isIt = eq(sequences.id, sequenceId)
    const [sequence] = await tx.select().from(sequences).where(isIt).for('update')
    if (!sequence) return { isThere: false, wasImporting: false }
    await noteSequences(tx, isIt)
    await tx
      .update(sequences)
      .set({
        deletedAt: sql`coalesce(${sequences.deletedAt}, now())`,
        deletionMovedAt: sql`now()`,
        removesBackup: true,
      })
      .where(isIt)
    const cancelled = await tx
      .update(imports)
      .set({
        state: 'cancelled',
        reason: 'Cancelled because the sequence was erased by the operator',
        waitingUntil: null,
        finishedAt: sql`now()`,
      })
      .where(and(eq(imports.sequenceId, sequenceId), inArray(imports.state, [...ACTIVE_STATES])))
      .returning({ id: imports.id })
    const { ownerId: userId, name } = sequence
    const isNoted = await tx.$count(audit, and(eq(audit.action, 'sequence.erased'), eq(audit.sequenceId, sequenceId)))
    if (isNoted === 0) {
      await recordAudit(tx, { action: 'sequence.erased', sequenceId, userId, details: { reason } })
      const words = `the sequence “${name}”: ${reason}`
      await notify(tx, { userId, kind: 'erased', topic: `sequence ${sequenceId}`, words })
    }
    return { isThere: true, wasImporting: cancelled.length > 0 }
  })
}
