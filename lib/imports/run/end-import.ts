import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { imports } from '@/db/schema/imports'
import { ACTIVE_STATES } from '@/lib/model/import-states'
import { notify } from '@/lib/notices/notify'

/** Ends an import: completed, or completed with errors when a photo failed in any stage. Safe to repeat. */
export async function completeImport(db: Db, importId: number): Promise<void> {
  const ended = await db
    .update(imports)
    .set({
      state: sql`case when exists (select 1 from import_errors e where e.import_id = ${importId}) then 'completed_with_errors' else 'completed' end`,
      reason: null,
      waitingUntil: null,
      finishedAt: sql`now()`,
    })
    .where(and(eq(imports.id, importId), inArray(imports.state, [...ACTIVE_STATES])))
    .returning()
  await tellOwner(db, ended)
}

/**
 * Ends an import that cannot go on, with the reason in words. What came in stays; Retry goes on from there. An attempt that was replaced
 * by a newer one ends nothing. Safe to repeat.
 */
export async function failImport(
  db: Db,
  { importId, attempt, reason }: { importId: number; attempt: number; reason: string },
): Promise<void> {
  const isNewest = eq(imports.attempt, attempt)
  const ended = await db
    .update(imports)
    .set({ state: 'failed', reason, waitingUntil: null, finishedAt: sql`now()` })
    .where(and(eq(imports.id, importId), isNewest, inArray(imports.state, [...ACTIVE_STATES])))
    .returning()
  await tellOwner(db, ended)
}

async function tellOwner(db: Db, ended: (typeof imports.$inferSelect)[]): Promise<void> {
  for (const { id: importId, userId, sequenceId, state, reason } of ended) {
    const words =
      state === 'failed' ? `failed: ${reason}` : state === 'completed' ? 'is complete' : 'is complete, with errors'
    await notify(db, { userId, kind: 'import_ended', topic: `import ${importId}`, importId, sequenceId, words })
  }
}
