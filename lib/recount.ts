import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { electMinZooms, resetMinZooms } from '@/lib/tiles/elect-min-zoom'

/** Rebuilds what is stored but follows from other rows (counters, elections), and says how much was wrong. Safe to repeat, also while the product runs. */
export async function recount(db: Db): Promise<{ photos: number; sequences: number; minZooms: number }> {
  const photos = await db.execute(sql`
    update photos p set viewpoint_count = counted.marks
    from (select id, (select count(*) from viewpoints v where v.photo_id = photos.id and v.value) as marks from photos) counted
    where counted.id = p.id and counted.marks <> p.viewpoint_count
    returning p.id`)
  const sequences = await db.execute(sql`
    update sequences s set photo_count = counted.photos
    from (select id, (select count(*) from photos p where p.sequence_id = sequences.id and p.imported_at is not null) as photos from sequences) counted
    where counted.id = s.id and counted.photos <> s.photo_count and s.published_at is not null
    returning s.id`)
  const minZooms = (await resetMinZooms(db)) + (await electMinZooms(db))
  return { photos: photos.length, sequences: sequences.length, minZooms }
}
