import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { literal } from '@/db/literal'
import { causeOf } from '@/db/retry-while-database-is-away'
import { AppError } from '@/lib/errors'

const QUERY_CANCELED = '57014' // https://www.postgresql.org/docs/current/errcodes-appendix.html

/** Runs queries in one transaction, each statement no longer than `timeoutMs`. Throws UNAVAILABLE with `message` when one takes longer. */
export async function timedQuery<T>(
  db: Db,
  run: (tx: Db) => Promise<T>,
  { timeoutMs, message }: { timeoutMs: number; message: string },
): Promise<T> {
  try {
    return await db.transaction(async (tx) => {
      await tx.execute(sql`select set_config('statement_timeout', '${literal(timeoutMs)}', true)`)
      return run(tx)
    })
  } catch (error) {
    if (!isTimeout(error)) throw error
    throw new AppError('UNAVAILABLE', message, { cause: error })
  }
}

function isTimeout(error: unknown): boolean {
  const cause = causeOf(error)
  return cause instanceof Error && 'code' in cause && cause.code === QUERY_CANCELED
}
