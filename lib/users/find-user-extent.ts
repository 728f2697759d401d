import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { sequences } from '@/db/schema/sequences'
import { type Bbox, toBbox } from '@/lib/geo/bbox'
import { visibleSequences } from '@/lib/visibility/visible-rows'

/** The box around the public sequences of a user in degrees (east may pass 180); null when there are none. */
export async function findUserExtent(db: Db, userId: number): Promise<Bbox | null> {
  const [row] = await db.execute<{ west: number | null; north: number; east: number; south: number }>(sql`
    select min((bbox[1])[0]) as west, min((bbox[1])[1]) as north, max((bbox[0])[0]) as east, max((bbox[0])[1]) as south
    from ${sequences} where owner_id = ${userId} and bbox is not null and ${visibleSequences(null)}`)
  return row && row.west !== null ? toBbox([row.west, row.north, row.east, row.south]) : null
}
