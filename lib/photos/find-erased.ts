import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { tombstones } from '@/db/schema/instance'

/** Those of Mapillary's keys whose photos or sequences the operator erased: nothing brings them back. */
export async function findErased(db: Db, kind: 'photo' | 'sequence', keys: string[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set()
  const asked = sql`array(select jsonb_array_elements_text(${JSON.stringify(keys)}::jsonb))`
  const rows = await db
    .select({ keys: tombstones.mapillaryKeys })
    .from(tombstones)
    .where(sql`${tombstones.kind} = ${kind} and ${tombstones.mapillaryKeys} && ${asked}`)
  const erased = new Set(rows.flatMap((row) => row.keys))
  return new Set(keys.filter((key) => erased.has(key)))
}
