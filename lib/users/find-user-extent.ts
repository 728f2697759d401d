import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { sequences } from '@/db/schema/sequences'
import type { Bbox } from '@/lib/geo/bbox'
import { findExtent } from '@/lib/visibility/find-extent'
import { visibleSequences } from '@/lib/visibility/visible-rows'

/** The box around the public sequences of a user in degrees (east may pass 180); null when there are none. */
export function findUserExtent(db: Db, userId: number): Promise<Bbox | null> {
  return findExtent(
    db,
    sql`select bbox from ${sequences} where owner_id = ${userId} and bbox is not null and ${visibleSequences(null)}`,
  )
}
