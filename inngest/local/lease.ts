import { setTimeout as delay } from 'node:timers/promises'
import type { Sql } from 'postgres'
import type { Db } from '@/inngest/local/store'

export const RUNNER_LEASE_MS = 10_000
const TAKE_AGAIN_MS = 100

/** Runs work in a transaction that commits only while the lease is ours. */
export type Write = <T>(work: (tx: Db) => Promise<T>) => Promise<T>

export type Lease = {
  write: Write
  /** Extends the lease. False when another runner has taken it. */
  renew: () => Promise<boolean>
  release: () => Promise<void>
}

/**
 * Makes this process the only runner of the database for as long as it renews its lease. It needs no session, so it works through a pooler.
 * A lease that its holder left behind is waited for; with the same `holder` it is taken at once, since whoever gives that name starts one
 * runner at a time. Throws when another runner still renews its lease.
 */
export async function takeLease(sql: Sql, { holder, leaseMs = RUNNER_LEASE_MS }: { holder: string; leaseMs?: number }) {
  const deadline = Date.now() + leaseMs + TAKE_AGAIN_MS
  for (;;) {
    const [taken] = await sql<{ fence: string }[]>`
      update runner.lease
      set fence = fence + 1, holder = ${holder}, expires_at = now() + ${leaseMs}::float8 * interval '1 millisecond'
      where expires_at < now() or (holder = ${holder} and holder <> '') returning fence`
    if (taken) return createLease(sql, taken.fence, leaseMs)
    if (Date.now() > deadline) throw new Error('Another runner already works on this database')
    await delay(TAKE_AGAIN_MS)
  }
}

function createLease(sql: Sql, fence: string, leaseMs: number): Lease {
  return {
    async write(work) {
      const { value } = await sql.begin(async (tx) => {
        await expectLease(tx, fence)
        return { value: await work(tx) }
      })
      return value
    },
    async renew() {
      const renewed = await sql`
        update runner.lease set expires_at = now() + ${leaseMs}::float8 * interval '1 millisecond'
        where fence = ${fence} returning fence`
      return renewed.length > 0
    },
    async release() {
      await sql`update runner.lease set expires_at = '-infinity' where fence = ${fence}`
    },
  }
}

/** The shared lock keeps the next runner from taking the lease before this transaction has ended. */
async function expectLease(tx: Db, fence: string): Promise<void> {
  const held = await tx`select from runner.lease where fence = ${fence} for share`
  if (held.length === 0) throw new Error('Another runner has taken over this database')
}
