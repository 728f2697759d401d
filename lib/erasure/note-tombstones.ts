import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { tombstones, unsavedChanges } from '@/db/schema/instance'
import { keyMatches } from '@/db/schema/key-matches'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'

const REPLACE = sql`on conflict (kind, deleted_id) do update set mapillary_keys = excluded.mapillary_keys`

/** Notes that these photos are erased for good, with every key that they have had on Mapillary. Part of a transaction. Safe to repeat. */
export async function notePhotos(db: Db, where: SQL): Promise<void> {
  const oldKeys = sql`
    select ${keyMatches.oldKey} from ${keyMatches} where ${keyMatches.kind} = 'photo' and ${keyMatches.newKey} = ${photos.mapillaryKey}`
  await db.execute(sql`
    insert into ${tombstones} (kind, deleted_id, mapillary_keys)
    select 'photo', ${photos.id}, array_prepend(${photos.mapillaryKey}, array(${oldKeys})) from ${photos} where ${where} ${REPLACE}`)
  await db.insert(unsavedChanges).values({ kind: 'deleted' })
}

/** The same of sequences and all their photos. */
export async function noteSequences(db: Db, where: SQL): Promise<void> {
  await db.execute(sql`
    insert into ${tombstones} (kind, deleted_id, mapillary_keys)
    select 'sequence', ${sequences.id}, array[${sequences.mapillaryKey}] from ${sequences} where ${where} ${REPLACE}`)
  await notePhotos(db, sql`${photos.sequenceId} in (select ${sequences.id} from ${sequences} where ${where})`)
}

/** The same of what only the backup still knows. */
export async function noteErased(
  db: Db,
  kind: 'photo' | 'sequence',
  erased: { id: number | null; mapillaryKey: string }[],
): Promise<void> {
  await db.execute(sql`
    insert into ${tombstones} (kind, deleted_id, mapillary_keys)
    select ${kind}, r.id, array[r."mapillaryKey"]
    from jsonb_to_recordset(${JSON.stringify(erased)}::jsonb) as r(id bigint, "mapillaryKey" text) where r.id is not null ${REPLACE}`)
  await db.insert(unsavedChanges).values({ kind: 'deleted' })
}
