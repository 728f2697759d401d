import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import type { CellRange } from '@/lib/geo/cell'
import type { Viewer } from '@/lib/visibility'
import { filterCondition } from './filter-condition'
import type { PhotoFilter } from './photo-filter'

/**
 * The photos that fit the filter and that `viewer` may see, for queries that draw them: a select to stand in brackets after `from`, with the
 * columns `id`, `sequence_id`, `cell`, `captured_at`, `compass_angle`, `is_pano`, in no order. `cells` narrows it to a tile; without it photos
 * that have no position are among them. Sort, limit and cursor of the filter do not count. Throws UNAUTHENTICATED as a list of photos does.
 */
export async function matchingPhotos(
  _db: Db,
  { filter, viewer, cells }: { filter: PhotoFilter; viewer: Viewer; cells?: CellRange },
): Promise<SQL> {
  const inTile = cells ? sql`photos.cell >= ${cells.low}::bigint and photos.cell < ${cells.high}::bigint` : sql`true`
  return sql`
    select photos.id, photos.sequence_id, photos.cell, photos.captured_at, photos.compass_angle, photos.is_pano
    from photos join sequences on sequences.id = photos.sequence_id join users on users.id = photos.owner_id
    where ${inTile} and ${filterCondition(filter, viewer)}`
}
