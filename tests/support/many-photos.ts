import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { cellOf } from '@/lib/geo/cell'

const PLACES = 400

/**
 * So many public photos of 20 users with two detections each, made within the database, with what searches read of them. The triggers rest
 * meanwhile: `photo_search` gets terms of the same form as those of `photo_terms`, in a fraction of the time. One photo each 20 minutes until the end
 * of 2024, on 400 places along a circle of latitude. `object--old` is on those before 2020, `object--common` on the others, `object--thing-7` on one of 500.
 */
export async function insertManyPhotos(db: Db, count: number): Promise<void> {
  const places = Array.from({ length: PLACES }, (_, n) => {
    const lng = -179 + (358 * n) / PLACES
    return { n, lng, lat: 47, cell: String(cellOf([lng, 47])) }
  })
  await db.execute(sql`set session_replication_role = replica`)
  const indexes = await takeIndexes(db)
  await db.execute(sql`
    insert into users (mapillary_key, username) select 'many-' || n, 'many-' || n from generate_series(1, 20) n`)
  await db.execute(sql`
    insert into sequences (owner_id, mapillary_key, name, transport_type, tags, captured_at, published_at, is_public)
    select u.id, 'many-' || u.id || '-' || n, 'Walk', case when n % 3 = 0 then 'Walk' else 'Bicycle' end,
      case when n % 5 = 0 then array['alps'] else '{}' end, now(), now(), true
    from users u, generate_series(1, 50) n where u.mapillary_key like 'many-%'`)
  await db.execute(sql`
    insert into photos (owner_id, sequence_id, n, mapillary_key, imported_at, captured_at, lng, lat, cell, compass_angle, is_pano,
      camera_make, camera_model, altitude, viewpoint_count, is_public)
    select s.owner_id, s.id, i, 'many-' || i, now(), '2024-12-31'::timestamptz - (${count}::int - i) * interval '20 minutes',
      place.lng, place.lat, place.cell, i * 37 % 360, i % 4 = 0, case when i % 7 = 0 then 'GoPro' else 'Apple' end, 'Model ' || i % 11,
      i % 3000, case when i % 997 = 0 then 1 + i % 5 else 0 end, true
    from generate_series(1, ${count}::int) i
    join jsonb_to_recordset(${JSON.stringify(places)}::text::jsonb) as place(n int, lng float8, lat float8, cell bigint) on place.n = i % ${PLACES}::int
    join (select id, owner_id, row_number() over (order by id) - 1 as rank from sequences where mapillary_key like 'many-%') s on s.rank = i / 7 % 1000`)
  await db.execute(sql`
    insert into detections (photo_id, layer, mapillary_key, value, score, area, raw)
    select p.id, 'instances', p.id || '-' || k,
      (array['object--thing-' || p.id % 500, case when p.captured_at < '2020-01-01' then 'object--old' else 'object--common' end])[k],
      p.id % 100 / 100.0, p.id % 97 / 97.0, '{}'
    from photos p, generate_series(1, 2) k where p.mapillary_key like 'many-%'`)
  await db.execute(sql`
    insert into search_terms (term, kind, value)
    select distinct on (term) search_term(kind, value) as term, kind, value from (
      select 'mapillary', value from (select distinct value from detections) v
      union all select 'user', id::text from users where mapillary_key like 'many-%'
      union all select 'model', 'Model ' || n from generate_series(0, 10) n
      union all select 'year', n::text from generate_series(2015, 2024) n
      union all values ('make', 'GoPro'), ('make', 'Apple'), ('pano', 'true'), ('pano', 'false'), ('season', 'spring'), ('season', 'summer'),
        ('season', 'autumn'), ('season', 'winter'), ('transport', 'Walk'), ('transport', 'Bicycle'), ('sequenceTag', 'alps'),
        ('tagged', 'mapillary')
    ) terms (kind, value)`)
  await db.execute(sql`
    insert into photo_search (photo_id, owner_id, sequence_id, captured_at, lng, lat, cell, altitude, compass_angle, viewpoint_count, is_pano, is_public, terms)
    select p.id, p.owner_id, p.sequence_id, p.captured_at, p.lng, p.lat, p.cell, p.altitude, p.compass_angle, p.viewpoint_count, p.is_pano, true, array[
      search_term('user', p.owner_id::text), search_term('make', p.camera_make), search_term('model', p.camera_model), search_term('pano', p.is_pano::text),
      search_term('transport', s.transport_type), search_term('year', to_char(p.captured_at at time zone 'UTC', 'YYYY')),
      search_term('month', to_char(p.captured_at at time zone 'UTC', 'YYYY-MM')),
      search_term('season', (array['winter', 'spring', 'summer', 'autumn'])[1 + extract(month from p.captured_at at time zone 'UTC')::int % 12 / 3]),
      search_term('tagged', 'mapillary'), search_term('mapillary', 'object--thing-' || p.id % 500),
      search_term('mapillary', case when p.captured_at < '2020-01-01' then 'object--old' else 'object--common' end), search_term('square', '6 ' || (p.cell >> 50)), search_term('square', '9 ' || (p.cell >> 44)), search_term('square', '12 ' || (p.cell >> 38))
    ] || case when p.viewpoint_count > 0 then array[search_term('marked', 'true')] else '{}' end
      || case when s.tags = '{}' then '{}' else array[search_term('sequenceTag', 'alps')] end
      || lots.terms
    from photos p join sequences s on s.id = p.sequence_id
    cross join lateral (select coalesce(array_agg(search_term('lot', level::text)), '{}') as terms from generate_series(1, 20) level
      where ((p.id % 2147483648) * 2654435761) % 4294967296 < 4294967296 >> level) lots
    where p.mapillary_key like 'many-%'`)
  for (const definition of indexes) await db.execute(sql.raw(definition))
  await db.execute(sql`set session_replication_role = origin`)
  await db.execute(sql`analyze users, sequences, photos, detections, photo_search, search_terms`)
}

/** Drops the indexes that no constraint needs, to be built at the end in a fraction of the time; resolves with the statements that do so. */
async function takeIndexes(db: Db): Promise<string[]> {
  const rows = await db.execute<{ name: string; definition: string }>(sql`
    select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index i
    where indrelid in ('photos'::regclass, 'detections'::regclass, 'photo_search'::regclass)
      and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`)
  for (const { name } of rows) await db.execute(sql.raw(`drop index ${name}`))
  return rows.map(({ definition }) => definition)
}
