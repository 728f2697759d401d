import { and, asc, desc, eq, isNotNull, isNull, type SQL, sql } from 'drizzle-orm'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { users } from '@/db/schema/users'
import type { Viewer } from '@/lib/visibility'
import { encodeCursor, type PhotoCursor, type PhotoSort } from './cursor'
import { filterCondition } from './filter-condition'
import type { PhotoFilter } from './photo-filter'
import type { PhotoSources } from './photo-sources'
import { distanceTo } from './place-conditions'
import { type PhotoRow, photoColumns, toFeature } from './to-feature'
import type { PhotoFeature } from './types'

type Row = PhotoRow & { distance: number | null }

/** One part of a sorted list: rows that `where` lets pass, in `orderBy`. */
type Slice = { where: SQL | undefined; orderBy: SQL[] }

export type PhotoPage = { features: PhotoFeature[]; nextCursor: string | null }

/** One page of the photos that `viewer` may see and that fit the filter. Photos without a time come last when sorted by it. */
export async function findPhotos(
  { db, mapillary, origin }: PhotoSources,
  { filter, viewer }: { filter: PhotoFilter; viewer: Viewer },
): Promise<PhotoPage> {
  const { limit, sort, near } = filter
  const distance = near ? distanceTo(photos, near) : sql<null>`null::float8`
  const fits = filterCondition(filter, viewer)
  const rows: Row[] = []
  for (const slice of slicesOf(sort, filter.cursor, distance)) {
    const wanted = limit + 1 - rows.length
    if (wanted <= 0) break
    const parts = await Promise.all(
      audiences(viewer).map((audience) =>
        db
          .select({ ...photoColumns, distance: sql<number | null>`${distance}`.mapWith(Number) })
          .from(photos)
          .innerJoin(sequences, eq(sequences.id, photos.sequenceId))
          .innerJoin(users, eq(users.id, photos.ownerId))
          .where(and(fits, audience, slice.where))
          .orderBy(...slice.orderBy)
          .limit(wanted),
      ),
    )
    rows.push(...parts.flat().sort(comparing(sort)).slice(0, wanted))
  }

  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const context = { viewer, origin, photoPageUrl: mapillary.photoPageUrl }
  return {
    features: page.map((row) => withDistance(toFeature(row, context), near ? row.distance : null)),
    nextCursor: rows.length > limit && last ? encodeCursor(placeOf(last, filter)) : null,
  }
}

/**
 * What is public, and what only the viewer sees, are asked for apart: the indexes hold public photos alone, and one
 * query for both could not use them.
 */
function audiences(viewer: Viewer): (SQL | undefined)[] {
  const everybody = eq(photos.isPublic, true)
  return viewer === null ? [everybody] : [everybody, and(eq(photos.isPublic, false), eq(photos.ownerId, viewer))]
}

function slicesOf(sort: PhotoSort, cursor: PhotoCursor | undefined, distance: SQL<number | null>): Slice[] {
  if (sort === 'distance') {
    const after = cursor && sql`(${distance}, ${photos.id}) > (${cursor.key}::float8, ${cursor.id})`
    return [{ where: after, orderBy: [asc(distance), asc(photos.id)] }]
  }
  if (sort === '-viewpoints') {
    const after = cursor && sql`(${photos.viewpointCount}, ${photos.id}) < (${cursor.key}::int, ${cursor.id})`
    return [{ where: after, orderBy: [desc(photos.viewpointCount), desc(photos.id)] }]
  }
  const isRising = sort === 'captured_at'
  const beyond = sql.raw(isRising ? '>' : '<')
  const direction = isRising ? asc : desc
  const undated: Slice = {
    where: and(isNull(photos.capturedAt), cursor?.key === null ? sql`${photos.id} ${beyond} ${cursor.id}` : undefined),
    orderBy: [direction(photos.id)],
  }
  if (cursor?.key === null) return [undated]
  const after =
    cursor && sql`(${photos.capturedAt}, ${photos.id}) ${beyond} (${timeOf(cursor)}::timestamptz, ${cursor.id})`
  const dated: Slice = {
    where: and(isNotNull(photos.capturedAt), after),
    orderBy: [direction(photos.capturedAt), direction(photos.id)],
  }
  return [dated, undated]
}

function timeOf({ key }: PhotoCursor): string {
  const time = new Date(key ?? 0)
  return Number.isNaN(time.getTime()) ? new Date(0).toISOString() : time.toISOString()
}

function placeOf(row: Row, { sort, queryKey }: PhotoFilter): PhotoCursor {
  const key = keyOf(sort, row)
  return { query: queryKey, slice: key === null ? 1 : 0, key, id: row.id }
}

function keyOf(sort: PhotoSort, row: Row): number | null {
  if (sort === 'distance') return row.distance
  return sort === '-viewpoints' ? row.viewpointCount : (row.capturedAt?.getTime() ?? null)
}

function comparing(sort: PhotoSort): (a: Row, b: Row) => number {
  const sign = sort.startsWith('-') ? -1 : 1
  return (a, b) => sign * ((keyOf(sort, a) ?? 0) - (keyOf(sort, b) ?? 0) || a.id - b.id)
}

function withDistance(feature: PhotoFeature, distance: number | null): PhotoFeature {
  return distance === null ? feature : { ...feature, properties: { ...feature.properties, distance } }
}
