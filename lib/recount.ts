import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'

const SEARCH_BATCH = 2_000

/** Rebuilds the stored counters from the rows they count, and says how many were wrong. Safe to repeat, also while the product runs. */
export async function recount(db: Db): Promise<{ photos: number; sequences: number; searched: number }> {
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
  return { photos: photos.length, sequences: sequences.length, searched: await refreshSearch(db) }
}

/** Brings what searches read up to date with the rows it is made from, some photos at a time; resolves with how many rows were not. */
async function refreshSearch(db: Db): Promise<number> {
  let [last, corrected] = [0, 0]
  for (;;) {
    const [batch] = await db.execute<{ last: string | null; corrected: string | null }>(sql`
      select max(id) as last, refresh_photo_search(array_agg(id)) as corrected
      from (select id from photos where id > ${last} order by id limit ${SEARCH_BATCH}) batch`)
    if (!batch?.last) return corrected
    last = Number(batch.last)
    corrected += Number(batch.corrected)
  }
}
