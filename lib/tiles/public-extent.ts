import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { type Bbox, toBbox } from '@/lib/geo/bbox'
import { findExtent } from '@/lib/visibility/find-extent'

const SAMPLE = 20_000 // so many sequences span what there is; reading all of millions would make every visit slow
const WIDE = 40 // degrees: what is farther apart fits in no view that shows more than countries
const CELLS = 32 // in a row around the world

/** Where a first look at the map goes: around all public sequences or, where these lie far apart, around the place with most of them. */
export async function findFirstView(db: Db): Promise<Bbox | null> {
  const extent = await findPublicExtent(db)
  if (extent === null || extent[2] - extent[0] <= WIDE) return extent
  const [row] = await db.execute<{ west: number; north: number; east: number; south: number }>(sql`
    select min((bbox[1])[0]) as west, min((bbox[1])[1]) as north, max((bbox[0])[0]) as east, max((bbox[0])[1]) as south
    from (
      select bbox, center(bbox) as middle from sequences where is_public and bbox is not null limit ${SAMPLE}::int
    ) sample
    group by floor(middle[0] * ${CELLS}::int), floor(middle[1] * ${CELLS}::int)
    order by count(*) desc, west
    limit 1`)
  return row ? toBbox([row.west, row.north, row.east, row.south]) : extent
}

/** The box around all public sequences in degrees (east may pass 180); null when there are none. */
export function findPublicExtent(db: Db): Promise<Bbox | null> {
  return findExtent(db, sql`select bbox from sequences where is_public and bbox is not null limit ${SAMPLE}::int`)
}
