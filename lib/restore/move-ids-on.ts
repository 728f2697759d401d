import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import type { TOMBSTONE_KINDS } from '@/db/schema/instance'

const TABLES = [
  'users',
  'passkeys',
  'sequences',
  'photos',
  'detections',
  'photo_blurs',
  'tags',
  'tag_changes',
  'viewpoint_places',
  'excluded_areas',
] as const
type Table = (typeof TABLES)[number]

const TOMBSTONES_OF: Partial<Record<Table, (typeof TOMBSTONE_KINDS)[number]>> = {
  users: 'user',
  sequences: 'sequence',
  photos: 'photo',
}

/** Lets ids that are given from now on follow the largest there is, or was (`least`): none is ever given twice. */
export async function moveIdsOn(db: Db, least: Partial<Record<Table, number>>): Promise<void> {
  for (const table of TABLES) {
    const kind = TOMBSTONES_OF[table] ?? ''
    await db.execute(sql`
      select setval(ids, greatest(last, given)) from (
        select pg_get_serial_sequence(${table}, 'id')::regclass as ids,
          coalesce(pg_sequence_last_value(pg_get_serial_sequence(${table}, 'id')::regclass), 0) as last,
          greatest(
            (select max(id) from ${sql.identifier(table)}), ${least[table] ?? 0}::bigint,
            (select max(deleted_id) from tombstones where kind = ${kind})) as given
      ) moved where given > last`)
  }
}
