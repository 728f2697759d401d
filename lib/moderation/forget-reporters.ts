import { and, eq, lt, ne, or, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { reports } from '@/db/schema/people/reports'
import { REPORTER_DAYS } from '@/lib/model/people/reports'

/** Erases the e-mail addresses and the hashes of network addresses of reports that were decided long ago. Safe to repeat. How many. */
export async function forgetReporters(db: Db): Promise<number> {
  const longAgo = sql`now() - make_interval(days => ${REPORTER_DAYS})`
  const isOver = or(
    and(eq(reports.state, 'decided'), lt(reports.decidedAt, longAgo)),
    and(eq(reports.isTrapped, true), lt(reports.createdAt, longAgo)), // nobody decides these
  )
  const forgotten = await db
    .update(reports)
    .set({ email: null, addressHash: '' })
    .where(and(ne(reports.addressHash, ''), isOver))
    .returning({ id: reports.id })
  return forgotten.length
}
