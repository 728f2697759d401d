import { inArray, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { photos } from '@/db/schema/photos'

/** A second denial counts after so long: an outage, or an answer with holes, unpublishes nothing. */
export const HOURS_BETWEEN_DENIALS = 24

/** Notes that Mapillary said that it does not have these photos. The second time, a day later or more, they are gone. Safe to repeat. */
export async function noteDenied(db: Db, photoIds: number[]): Promise<void> {
  if (photoIds.length === 0) return
  const wasDenied = sql`${photos.deniedAt} <= now() - ${HOURS_BETWEEN_DENIALS}::int * interval '1 hour'`
  await db
    .update(photos)
    .set({
      deniedAt: sql`coalesce(${photos.deniedAt}, now())`,
      goneAt: sql`case when ${wasDenied} then coalesce(${photos.goneAt}, now()) else ${photos.goneAt} end`,
    })
    .where(inArray(photos.id, photoIds))
}
