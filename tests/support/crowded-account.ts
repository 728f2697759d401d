import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { one } from '@/db/one'
import { packLine } from '@/lib/geo/lines/line'
import type { LngLat } from '@/lib/geo/lng-lat'
import { insertUser } from './factories'

export const CROWD = { sequences: 3_000, photos: 12_000 }

/** An admin as well. `importId`: of an import of all photos, which all failed. */
type CrowdedAccount = { id: number; username: string; importId: number }

/** As many corners as a long walk has. */
const LINE = packLine(Array.from({ length: 2_000 }, (_, at): LngLat => [-3 + at * 0.0001, 54 + Math.sin(at / 7) / 300]))

/**
 * Somebody with 3,000 sequences of four photos each, here and on Mapillary (v4), all of them imported once, and with as much of everything
 * else as there can be. Within seconds: triggers rest meanwhile, so that searches know nothing of it.
 */
export async function insertCrowdedAccount(db: Db): Promise<CrowdedAccount> {
  const { id, username } = await insertUser(db, { role: 'admin' })
  await db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`)
    await insertSequences(tx, id)
    await insertImports(tx, id)
    await insertMapillaryAccount(tx, id)
    await insertPersonalLists(tx, id)
    await insertStaffLists(tx, id)
  })
  const { first } = one(
    await db.execute<{ first: string }>(sql`select min(id) as first from imports where user_id = ${id}`),
  )
  return { id, username, importId: Number(first) }
}

async function insertSequences(db: Db, userId: number): Promise<void> {
  await db.execute(sql`
    insert into sequences (owner_id, mapillary_key, name, description, transport_type, tags, captured_at, length_meters, climb_meters, photo_count, line,
      published_at, is_public)
    select ${userId}, 'crowd-' || ${userId} || '-' || n, 'Walk number ' || n || ' near Ambleside, September 2020', 'Along the lake', 'Walk',
      array['lake', 'hill', 'rain', 'wood', 'stile'], now() - n * interval '1 hour', 12345, 321, 4, ${LINE}, now(), true
    from generate_series(1, ${CROWD.sequences}::int) n`)
  await db.execute(sql`
    insert into photos (owner_id, sequence_id, n, mapillary_key, imported_at, captured_at, lng, lat, altitude, compass_angle, is_pano, is_public,
      backup_key, backup_bytes, backup_sha256, backed_up_at, viewpoint_count)
    select ${userId}, s.id, n, 'crowd-' || s.id || '-' || n, now(), s.captured_at + n * interval '1 second', -3 + n * 0.0001, 54 + n * 0.0001, n, n, false, true,
      'crowd/' || s.id || '/' || n, 5000000, repeat('ab', 32), now(), 1
    from sequences s, generate_series(1, ${CROWD.photos / CROWD.sequences}::int) n where s.owner_id = ${userId}`)
}

/** One import each; of the first one all photos failed. */
async function insertImports(db: Db, userId: number): Promise<void> {
  await db.execute(sql`
    insert into imports (sequence_id, user_id, state, photo_total, started_at, finished_at, reason)
    select id, ${userId}, case when id % 3 = 0 then 'queued' else 'completed_with_errors' end, 4, now(), now(), 'Mapillary does not answer now'
    from sequences where owner_id = ${userId}`)
  const first = sql`(select min(id) from imports where user_id = ${userId})`
  await db.execute(sql`
    insert into import_photos (import_id, photo_id) select ${first}, id from photos where owner_id = ${userId}`)
  await db.execute(sql`
    insert into import_errors (import_id, photo_id, stage, reason)
    select ${first}, id, 'originals', 'Mapillary has no original of this photo, and answers 404 whenever it is asked for it'
    from photos where owner_id = ${userId}`)
}

/** What a reading of the account has found, as if it had just ended. Half of it is here already. */
async function insertMapillaryAccount(db: Db, userId: number): Promise<void> {
  await db.execute(sql`
    insert into account_syncs (user_id, kind, state, finished_at, whole_read_at)
    values (${userId}, 'whole', 'done', now() + interval '1 hour', now())`)
  await db.execute(sql`
    insert into account_sequences (user_id, sequence_key, is_stale, captured_at, photo_count, length_meters, camera_make, is_pano, line)
    select ${userId}, case when n % 2 = 0 then 'crowd-' || ${userId} || '-' || n else 'only-on-mapillary-' || n end, false,
      now() - n * interval '1 hour', 12, 12345.678, 'GoPro', n % 5 = 0, line.points
    from generate_series(1, ${CROWD.sequences}::int) n,
      (select jsonb_agg(jsonb_build_array(-3 + p * 0.001, 54 + sin(p) / 300) order by p) as points from generate_series(0, 99) p) line`)
}

async function insertPersonalLists(db: Db, userId: number): Promise<void> {
  const photos = sql`(select *, row_number() over (order by id) as place from photos where owner_id = ${userId}) p`
  for (const statement of [
    sql`insert into favourites (user_id, photo_id) select ${userId}, p.id from ${photos} where place <= 500`,
    sql`insert into notices (user_id, kind, topic, photo_id) select ${userId}, 'photo_marked', 'crowd-' || p.id, p.id from ${photos} where place <= 3000`,
    sql`insert into backup_checks (photo_id, verified_at, state) select p.id, now(), case when place % 2 = 0 then 'missing' else 'ok' end from ${photos}`,
    sql`insert into backup_events (photo_id, owner_id, copy, found, done) select p.id, ${userId}, 1, 'missing', 'none' from ${photos} where place <= 3000`,
    sql`insert into sessions (user_id, hash, user_agent, expires_at)
      select ${userId}, md5('crowd' || ${userId} || n), 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0', now() + interval '20 days' from generate_series(1, 100) n`,
    sql`insert into api_tokens (user_id, name, hash, hint, scopes)
      select ${userId}, 'A token of a long name ' || n, md5('token' || ${userId} || n), 'abcd', array['read'] from generate_series(1, 50) n`,
    sql`insert into takeouts (user_id, state, is_all, part_bytes, parts, photo_total, photo_done, ready_at, expires_at)
      select ${userId}, 'ready', true, 4000000000, (select jsonb_agg(jsonb_build_object('end', p, 'sizeBytes', 4000000000)) from generate_series(1, 15) p),
        12000, 12000, now(), now() + interval '20 days' from generate_series(1, 50) n`,
    sql`insert into uploads (owner_id, name, transport_type) select ${userId}, 'Announced walk ' || n, 'Walk' from generate_series(1, 100) n`,
  ])
    await db.execute(statement)
}

async function insertStaffLists(db: Db, userId: number): Promise<void> {
  for (const statement of [
    sql`insert into users (mapillary_key, username) select 'crowd-' || ${userId} || '-' || n, 'crowd-' || ${userId} || '-' || n from generate_series(1, 3000) n`,
    sql`insert into announcements (text, created_by, ended_at) select repeat('We move on Sunday. ', 25), ${userId}, now() from generate_series(1, 100) n`,
    sql`insert into reports (photo_id, owner_id, reason, gravity, comment, address_hash, key_hash)
      select id, ${userId}, 'quality', 5, repeat('It is blurred. ', 20), 'crowd', 'crowd' from photos where owner_id = ${userId} order by id limit 3000`,
    sql`insert into viewpoints (photo_id, user_id, photo_owner_id, value)
      select p.id, u.id, ${userId}, true from (select id from photos where owner_id = ${userId} order by id limit 3000) p,
        (select id from users where mapillary_key = 'crowd-' || ${userId} || '-1') u`,
  ])
    await db.execute(statement)
}
