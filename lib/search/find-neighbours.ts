import { and, eq, or, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { photoSearch } from '@/db/schema/search'
import { AppError } from '@/lib/errors'
import { distanceTo } from '@/lib/photos/place-conditions'
import { searchAudiences, type Viewer } from '@/lib/visibility/visible-rows'
import type { SortPosition } from './cursor'
import type { PhotoFilter } from './photo-filter'
import { publicQuery } from './public-query'
import { allOf, hasTerms, searchCondition } from './search-condition'
import { findSortPositions } from './sorting/find-sort-positions'
import { slicesOf } from './sorting/slices'
import { type KeyRow, keyColumns, sortPositionsOf } from './sorting/sort-position'

/**
 * The photos before and after one in a result, in its order; null where the result ends. Throws NOT_FOUND when the photo is not in the
 * result or `viewer` may not see it, and UNAUTHENTICATED and UNAVAILABLE as a list of photos does.
 */
export async function findNeighbours(
  db: Db,
  { photoId, filter, viewer }: { photoId: number; filter: PhotoFilter; viewer: Viewer },
): Promise<{ previous: number | null; next: number | null }> {
  return publicQuery(db, async (tx) => {
    const after = await sortPositionOf(tx, { photoId, filter, viewer })
    if (!after) throw new AppError('NOT_FOUND', `Photo ${photoId} is not in this result`)
    const [next] = await findSortPositions(tx, { filter, viewer, after, limit: 1 })
    const [previous] = await findSortPositions(tx, { filter, viewer, after, limit: 1, isBackwards: true })
    return { previous: previous?.id ?? null, next: next?.id ?? null }
  })
}

/** Where a photo is in the order of a result; null: it is not in it, or `viewer` may not see it. Run it within `publicQuery`. */
export async function sortPositionOf(
  db: Db,
  { photoId, filter, viewer }: { photoId: number; filter: PhotoFilter; viewer: Viewer },
): Promise<SortPosition | null> {
  const condition = await searchCondition(db, { filter, viewer })
  if (!condition) return null
  const fits = and(eq(photoSearch.photoId, photoId), or(...searchAudiences(viewer)), allOf(condition))
  if (filter.sort === 'distance' && filter.near) {
    const [row] = await db.execute<{ key: number }>(
      sql`select ${distanceTo(photoSearch, filter.near)} as key from photo_search where ${fits}`,
    )
    return row ? { slice: 0, key: row.key, id: photoId } : null
  }
  for (const slice of await slicesOf(db, filter)) {
    const rows = await db.execute<KeyRow>(
      sql`select ${keyColumns(slice)} from photo_search where ${and(fits, slice.where, hasTerms({ every: slice.every, anyOf: [] }))}`,
    )
    const [position] = sortPositionsOf(slice, rows)
    if (position) return position
  }
  return null
}
