import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { tombstones } from '@/db/schema/instance'

/**
 * The lines of a manifest or of `people.jsonl` but for those about photos that the operator erased, by our id or by Mapillary's key: a manifest
 * of version 1 has no ids, and an older copy of the backup may still have the photo.
 */
export async function withoutErased(db: Db, lines: string[]): Promise<string[]> {
  const rows = await db.execute<{ at: string }>(sql`
    select r.at from jsonb_array_elements(${`[${lines.join(',')}]`}::jsonb) with ordinality as r(photo, at)
    where exists (
      select from ${tombstones}
      where ${tombstones.kind} = 'photo'
        and (${tombstones.deletedId} = coalesce(r.photo -> 'photoId', r.photo -> 'id')::bigint
          or ${tombstones.mapillaryKeys} @> array[r.photo ->> 'mapillaryKey']))`)
  const erased = new Set(rows.map(({ at }) => Number(at) - 1))
  return lines.filter((_, index) => !erased.has(index))
}
