import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '@/db/client'

const Plan = z.tuple([z.object({ Plan: z.object({ 'Plan Rows': z.number() }) })])

/** How many rows of `photo_search` PostgreSQL expects to fit, from its statistics: about a millisecond, whatever their number. */
export async function estimateRows(db: Db, condition: SQL | undefined): Promise<number> {
  const [row] = await db.execute(sql`explain (format json) select from photo_search where ${condition}`)
  return Plan.parse(row?.['QUERY PLAN'])[0].Plan['Plan Rows']
}
