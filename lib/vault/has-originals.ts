import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'

/** Whether the backup holds an original of the user's. */
export async function hasOriginals(db: Db, userId: number): Promise<boolean> {
  const rows = await db.execute(sql`select from photos where owner_id = ${userId} and backed_up_at is not null limit 1`)
  return rows.length > 0
}
