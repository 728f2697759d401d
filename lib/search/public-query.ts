import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { literal } from '@/db/literal'
import { causeOf } from '@/db/retry-while-database-is-away'
import { AppError } from '@/lib/errors'

const TIMEOUT_MS = 5_000
const QUERY_CANCELED = '57014' // https://www.postgresql.org/docs/current/errcodes-appendix.html

/**
 * Runs what anybody may ask for: in one transaction, by indexes, and no longer than the time allowed for each statement.
 * Throws UNAVAILABLE when it takes longer.
 */
export async function publicQuery<T>(
  db: Db,
  run: (tx: Db) => Promise<T>,
  { timeoutMs = TIMEOUT_MS }: { timeoutMs?: number } = {},
): Promise<T> {
  try {
    return await db.transaction(async (tx) => {
      await tx.execute(sql`
        select set_config('statement_timeout', '${literal(timeoutMs)}', true), set_config('enable_seqscan', 'off', true),
          set_config('random_page_cost', '1.1', true), set_config('jit', 'off', true), set_config('max_parallel_workers_per_gather', '0', true)`)
      return run(tx)
    })
  } catch (error) {
    if (!isTimeout(error)) throw error
    throw new AppError(
      'UNAVAILABLE',
      'This search takes too long. Ask for a smaller area, a shorter time or fewer things at once.',
      {
        cause: error,
      },
    )
  }
}

function isTimeout(error: unknown): boolean {
  const cause = causeOf(error)
  return cause instanceof Error && 'code' in cause && cause.code === QUERY_CANCELED
}
