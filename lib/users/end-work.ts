import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { imports } from '@/db/schema/imports'
import { accountSyncs } from '@/db/schema/people/accounts'
import { takeouts } from '@/db/schema/takeouts'
import { ACTIVE_STATES } from '@/lib/model/import-states'

/**
 * Ends what runs for a person: imports, the reading of their account, takeouts that are being made. The ids of the imports, to be told to
 * Inngest. Part of a transaction. Safe to repeat.
 */
export async function endWork(db: Db, userId: number, reason: string): Promise<number[]> {
  await db
    .update(accountSyncs)
    .set({ state: 'failed', reason, waitingUntil: null, attempt: sql`${accountSyncs.attempt} + 1` })
    .where(and(eq(accountSyncs.userId, userId), sql`${accountSyncs.state} not in ('done', 'failed')`))
  await db
    .update(takeouts)
    .set({ state: 'ended', reason, endedAt: sql`now()`, attempt: sql`${takeouts.attempt} + 1` })
    .where(and(eq(takeouts.userId, userId), eq(takeouts.state, 'making')))
  const cancelled = await db
    .update(imports)
    .set({ state: 'cancelled', reason, waitingUntil: null, finishedAt: sql`now()` })
    .where(and(eq(imports.userId, userId), inArray(imports.state, [...ACTIVE_STATES])))
    .returning({ id: imports.id })
  return cancelled.map(({ id }) => id)
}
