import { and, eq, inArray, lt, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { accountSyncs } from '@/db/schema/accounts'
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

/** Syncs that have not moved for a while: their event may have been lost between the database and Inngest. */
export async function findStuckAccountSyncs(db: Db): Promise<RequestedAccountSync[]> {
  return db
    .select({ userId: accountSyncs.userId, attempt: accountSyncs.attempt })
    .from(accountSyncs)
    .where(and(eq(accountSyncs.state, 'running'), lt(accountSyncs.progressAt, sql`now() - interval '2 minutes'`)))
    .limit(500)
}
