import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'

/** Notes that the original of a photo cannot be drawn, or that it can again. Safe to repeat. */
export async function noteDrawn(db: Db, photoId: number, isDrawn: boolean): Promise<void> {
  const others = sql`array_remove(picture_flaws, 'undrawable')`
  const flaws = isDrawn ? others : sql`array_append(${others}, 'undrawable')`
  await db.execute(sql`update photos set picture_flaws = ${flaws} where id = ${photoId}`)
}
