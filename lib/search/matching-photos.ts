import { or, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import type { CellRange } from '@/lib/geo/cell'
import { searchAudiences, type Viewer } from '@/lib/visibility/visible-rows'
import type { PhotoFilter } from './photo-filter'
import { termsOf } from './resolve-terms'
import { allOf, searchCondition } from './search-condition'

/**
 * The photos that fit the filter and that `viewer` may see, for queries that draw them: a select to stand in brackets after `from`, with the
 * columns `id`, `sequence_id`, `cell`, `captured_at`, `compass_angle`, `is_pano`, in no order. `cells` narrows it to a tile; without it photos
 * that have no position are among them. `halvings` picks one photo of 2, 4, 8, … at random, always the same ones (1 to 20), by the same
 * index. Sort, limit and cursor of the filter do not count. Throws UNAUTHENTICATED as a list of photos does; run it within `publicQuery`.
 */
export async function matchingPhotos(
  db: Db,
  {
    filter,
    viewer,
    cells,
    halvings = 0,
  }: { filter: PhotoFilter; viewer: Viewer; cells?: CellRange; halvings?: number },
): Promise<SQL> {
  const condition = await searchCondition(db, { filter, viewer })
  const lot = halvings === 0 ? [] : termsOf('lot', [String(halvings)])
  const inTile = cells ? sql`cell >= ${cells.low}::bigint and cell < ${cells.high}::bigint` : sql`true`
  const fits = condition ? sql`(${or(...searchAudiences(viewer))}) and ${allOf(condition, lot)}` : sql`false`
  return sql`
    select photo_id as id, sequence_id, cell, captured_at, compass_angle, is_pano from photo_search
    where ${inTile} and ${fits}`
}
