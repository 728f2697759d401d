import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { one } from '@/db/one'
import { mapVersion, pageChanges } from '@/db/schema/map'

const MOST_UNCOUNTED = 200 // rows that each reading counts

/** Differs as soon as a transaction was committed that changed anything of what pages show to strangers. */
export async function readPageRevision(db: Db): Promise<number> {
  const { revision, uncounted } = one(
    await db.execute<{ revision: number; uncounted: number }>(sql`
      select (counted_page_changes + uncounted)::float8 as revision, uncounted::int
      from ${mapVersion}, (select count(*) as uncounted from ${pageChanges}) as changes`),
  )
  if (uncounted > MOST_UNCOUNTED) await countPageChanges(db)
  return revision
}

/** Replaces the rows by their number, which leaves the revision as it is. Safe to call from many processes at once. */
async function countPageChanges(db: Db): Promise<void> {
  await db.execute(sql`
    with counted as (delete from ${pageChanges} returning 1)
    update ${mapVersion} set counted_page_changes = counted_page_changes + (select count(*) from counted)`)
}
