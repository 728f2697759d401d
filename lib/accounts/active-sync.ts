import { and, eq, gt, inArray, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { isLost, lateRun } from '@/db/lost-runs'
import { accountSyncs } from '@/db/schema/people/accounts'
import { ACTIVE_SYNC_STATES } from '@/lib/accounts/types'
import type { RequestedAccountSync } from './request-account-sync'

export type AccountSyncRow = typeof accountSyncs.$inferSelect

/** The condition that this very request is still under way; a later one has another attempt. */
export function isActiveSync({ userId, attempt }: RequestedAccountSync) {
  return and(
    eq(accountSyncs.userId, userId),
    eq(accountSyncs.attempt, attempt),
    inArray(accountSyncs.state, [...ACTIVE_SYNC_STATES]),
  )
}

export async function findActiveSync(db: Db, requested: RequestedAccountSync): Promise<AccountSyncRow | undefined> {
  const [row] = await db.select().from(accountSyncs).where(isActiveSync(requested))
  return row
}

/** Ends a sync that cannot go on, with the reason in words; what was read stays. Safe to repeat. */
export async function failAccountSync(db: Db, requested: RequestedAccountSync, reason: string): Promise<void> {
  await db.update(accountSyncs).set({ state: 'failed', reason, waitingUntil: null }).where(isActiveSync(requested))
}

/**
 * Begins a new attempt at each sync that has not moved for a while and does not wait for anything: its event never reached Inngest, or Inngest
 * lost its run. An older run stops when it turns up after all. The caller sends the events.
 */
export async function restartLostAccountSyncs(db: Db): Promise<RequestedAccountSync[]> {
  const lost = db
    .select({ userId: accountSyncs.userId })
    .from(accountSyncs)
    .where(and(inArray(accountSyncs.state, [...ACTIVE_SYNC_STATES]), isLost(accountSyncs)))
    .limit(500)
    .for('update', { skipLocked: true })
  return db
    .update(accountSyncs)
    .set({ attempt: sql`${accountSyncs.attempt} + 1`, quietUntil: sql`now()` })
    .where(inArray(accountSyncs.userId, lost))
    .returning({ userId: accountSyncs.userId, attempt: accountSyncs.attempt })
}

/** A run of this sync came after it had been replaced by a newer attempt. */
export async function noteLateSync(db: Db, { userId, attempt }: RequestedAccountSync): Promise<void> {
  const isReplaced = and(
    eq(accountSyncs.userId, userId),
    gt(accountSyncs.attempt, attempt),
    inArray(accountSyncs.state, [...ACTIVE_SYNC_STATES]),
  )
  await db.update(accountSyncs).set(lateRun(accountSyncs)).where(isReplaced)
}
