import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'

const BATCH = 2_000

/** Brings what searches read up to date with the rows it is made from, some photos at a time; resolves with how many rows were not. Safe to repeat. */
export async function refreshSearch(db: Db): Promise<number> {
  let [last, corrected] = [0, 0]
  for (;;) {
    const [batch] = await db.execute<{ last: string | null; corrected: string | null }>(sql`
      select max(id) as last, refresh_photo_search(array_agg(id)) as corrected
      from (select id from photos where id > ${last} order by id limit ${BATCH}) batch`)
    if (!batch?.last) return corrected
    last = Number(batch.last)
    corrected += Number(batch.corrected)
  }
}
