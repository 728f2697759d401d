import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { describeSequences } from '@/lib/accounts/describe-sequences'
import { refreshSearch } from '@/lib/search/refresh-search'
import { recountClimbs } from '@/lib/sequences/measuring/recount-climbs'
import { electMinZooms, resetMinZooms } from '@/lib/tiles/elect-min-zoom'

/** How much of each was wrong. */
export type Recount = {
  photos: number
  sequences: number
  climbs: number
  places: number
  minZooms: number
  accountSequences: number
  searched: number
}

/** Rebuilds what is stored but follows from other rows (counters, elections), and says how much was wrong. Safe to repeat, also while the product runs. */
export async function recount(db: Db): Promise<Recount> {
  return {
    ...(await recountMap(db)),
    climbs: await recountClimbs(db),
    accountSequences: await recountAccounts(db),
    searched: await refreshSearch(db),
  }
}

/** The part of it that the map shows. */
export async function recountMap(db: Db): Promise<Pick<Recount, 'photos' | 'sequences' | 'places' | 'minZooms'>> {
  const photos = await db.execute(sql`
    update photos p set viewpoint_count = coalesce(counted.marks, 0)
    from photos same left join (select photo_id, count(*) as marks from viewpoints where value group by photo_id) counted on counted.photo_id = same.id
    where same.id = p.id and coalesce(counted.marks, 0) <> p.viewpoint_count
    returning p.id`)
  const sequences = await db.execute(sql`
    update sequences s set photo_count = counted.photos
    from sequences same cross join lateral (
      select case when same.is_private or count(*) filter (where photo_is_shown(p)) = 0 then count(*)
        else count(*) filter (where photo_is_shown(p)) end as photos
      from photos p where p.sequence_id = same.id and p.imported_at is not null
    ) counted
    where same.id = s.id and counted.photos <> s.photo_count and s.published_at is not null
    returning s.id`)
  const emptied = await db.execute<{ changed: number }>(sql`
    select refresh_emptied(array(select id from sequences))::int as changed`)
  const places = await db.execute(sql`
    select id from (select id from viewpoint_places order by id) place where refresh_viewpoint_place(id)`)
  const minZooms = (await resetMinZooms(db)) + (await electMinZooms(db))
  return {
    photos: photos.length,
    sequences: sequences.length + (emptied[0]?.changed ?? 0),
    places: places.length,
    minZooms,
  }
}

async function recountAccounts(db: Db): Promise<number> {
  const wrong = await db.execute<{ user_id: string }>(sql`
    insert into account_sequences (user_id, sequence_key)
    select coalesce(p.user_id, a.user_id), coalesce(p.sequence_key, a.sequence_key)
    from (select user_id, sequence_key, count(*) as photos from account_photos group by 1, 2) p
    full join account_sequences a using (user_id, sequence_key)
    where a.photo_count is distinct from p.photos
    on conflict (user_id, sequence_key) do update set is_stale = true
    returning user_id`)
  for (const userId of new Set(wrong.map(({ user_id }) => Number(user_id)))) await describeSequences(db, userId)
  return wrong.length
}
