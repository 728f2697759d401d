import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { imports } from '@/db/schema/imports'
import { AppError } from '@/lib/errors'
import { ACTIVE_STATES } from '@/lib/model/import-states'

/** Cancels an import that is not over; what came in stays, Continue takes it up again. Throws NOT_FOUND for somebody else's, CONFLICT when it is over. */
export async function cancelImport(db: Db, { importId, userId }: { importId: number; userId: number }): Promise<void> {
  const own = and(eq(imports.id, importId), eq(imports.userId, userId))
  const cancelled = await db
    .update(imports)
    .set({ state: 'cancelled', reason: 'Cancelled by you', waitingUntil: null, finishedAt: sql`now()` })
    .where(and(own, inArray(imports.state, [...ACTIVE_STATES])))
    .returning({ id: imports.id })
  if (cancelled.length > 0) return
  const [row] = await db.select({ state: imports.state }).from(imports).where(own)
  if (!row) throw new AppError('NOT_FOUND', `Import ${importId} not found`)
  if (row.state !== 'cancelled') throw new AppError('CONFLICT', 'This import is over already')
}
