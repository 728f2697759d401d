import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { timedQuery } from './timed-query'

const TIMEOUT_MS = 5_000
const message = 'This search takes too long. Ask for a smaller area, a shorter time or fewer things at once.'

/**
 * Runs what anybody may ask for: in one transaction, by indexes, and no longer than the time allowed for each statement.
 * Throws UNAVAILABLE when it takes longer.
 */
export function publicQuery<T>(
  db: Db,
  run: (tx: Db) => Promise<T>,
  { timeoutMs = TIMEOUT_MS }: { timeoutMs?: number } = {},
): Promise<T> {
  const byIndexes = async (tx: Db) => {
    await tx.execute(sql`
      select set_config('enable_seqscan', 'off', true), set_config('random_page_cost', '1.1', true), set_config('jit', 'off', true),
        set_config('max_parallel_workers_per_gather', '0', true)`)
    return run(tx)
  }
  return timedQuery(db, byIndexes, { timeoutMs, message })
}
