import { and, inArray, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { isLost } from '@/db/lost-runs'
import { imports } from '@/db/schema/imports'
import { ACTIVE_STATES } from '@/lib/model/import-states'
import { isNearTurn } from './near-turn'

const AT_ONCE = 500

/**
 * Begins a new attempt at each import that has not moved for a while and does not wait for anything: its event never reached Inngest, or
 * Inngest lost its run, or it was far back in its user's line (near-turn.ts). An older run that turns up after all stops at its next step. The caller sends the events.
 */
export async function restartLostImports(db: Db): Promise<{ importId: number; userId: number; attempt: number }[]> {
  const lost = db
    .select({ id: imports.id })
    .from(imports)
    .where(and(inArray(imports.state, [...ACTIVE_STATES]), isLost(imports), isNearTurn()))
    .limit(AT_ONCE)
    .for('update', { skipLocked: true })
  return db
    .update(imports)
    .set({ attempt: sql`${imports.attempt} + 1`, quietUntil: sql`now()` })
    .where(inArray(imports.id, lost))
    .returning({ importId: imports.id, userId: imports.userId, attempt: imports.attempt })
}
