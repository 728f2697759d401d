import { and, asc, desc, eq, exists, gte, isNotNull, isNull, like, lt, lte, or, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { detections } from '@/db/schema/detections'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { users } from '@/db/schema/users'
import { type Bbox, splitAtAntimeridian } from '@/lib/geo/bbox'
import { cover } from '@/lib/geo/cover'
import type { LngLat } from '@/lib/mapillary/types'
import { type Viewer, visiblePhotos } from '@/lib/visibility'
import { encodeCursor, type PhotoCursor, type PhotoSort } from './cursor'
import type { PhotoFilter } from './photo-filter'
import type { PhotoSources } from './photo-sources'
import { type PhotoRow, photoColumns, toFeature } from './to-feature'
import type { PhotoFeature } from './types'

const METERS_PER_DEGREE = 111_195

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
  const distance = near ? distanceTo(near) : sql<null>`null::float8`
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
          .where(
            and(
              visiblePhotos(viewer),
              audience,
              isNotNull(photos.importedAt),
              slice.where,
              ...conditionsOf(db, filter),
            ),
          )
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
    nextCursor: rows.length > limit && last ? encodeCursor({ sort, key: keyOf(sort, last), id: last.id }) : null,
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

function keyOf(sort: PhotoSort, row: Row): number | null {
  if (sort === 'distance') return row.distance
  return sort === '-viewpoints' ? row.viewpointCount : (row.capturedAt?.getTime() ?? null)
}

function comparing(sort: PhotoSort): (a: Row, b: Row) => number {
  const sign = sort.startsWith('-') ? -1 : 1
  return (a, b) => sign * ((keyOf(sort, a) ?? 0) - (keyOf(sort, b) ?? 0) || a.id - b.id)
}

function conditionsOf(db: Db, filter: PhotoFilter): (SQL | undefined)[] {
  const { sequence, user, from, to, pano, minViewpoints, minAltitude, maxAltitude, cameraMake, transport } = filter
  return [
    filter.bbox && inside(filter.bbox),
    filter.near &&
      and(inside(boxAround(filter.near, filter.radius)), sql`${distanceTo(filter.near)} <= ${filter.radius}::float8`),
    sequence === undefined ? undefined : eq(photos.sequenceId, sequence),
    user === undefined ? undefined : eq(users.username, user),
    from && gte(photos.capturedAt, from),
    to && lt(photos.capturedAt, to),
    pano === undefined ? undefined : eq(photos.isPano, pano),
    ...tagConditions(db, filter),
    minViewpoints === undefined ? undefined : gte(photos.viewpointCount, minViewpoints),
    minAltitude === undefined ? undefined : gte(photos.altitude, minAltitude),
    maxAltitude === undefined ? undefined : lte(photos.altitude, maxAltitude),
    cameraMake === undefined ? undefined : sql`lower(${photos.cameraMake}) = ${cameraMake.toLowerCase()}`,
    transport === undefined ? undefined : eq(sequences.transportType, transport),
  ]
}

/** Each tag has to be on the photo; `*` at the end stands for anything. All tags are Mapillary's so far. */
function tagConditions(db: Db, { tag, source }: PhotoFilter): (SQL | undefined)[] {
  if (source === 'mtp') return [sql`false`]
  const values = tag.length === 0 && source === 'mapillary' ? ['*'] : tag
  return values.map((value) => {
    const fits = value.endsWith('*')
      ? like(detections.value, `${escapeLike(value.slice(0, -1))}%`)
      : eq(detections.value, value)
    return exists(
      db
        .select({ one: sql`1` })
        .from(detections)
        .where(and(eq(detections.photoId, photos.id), fits)),
    )
  })
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}

/** Cell ranges find the candidates by the index, the comparison decides. */
function inside(bbox: Bbox): SQL | undefined {
  const boxes = splitAtAntimeridian(bbox).map(([west, south, east, north]) =>
    and(gte(photos.lng, west), lte(photos.lng, east), gte(photos.lat, south), lte(photos.lat, north)),
  )
  return and(or(...cover(bbox).map(({ low, high }) => and(gte(photos.cell, low), lt(photos.cell, high)))), or(...boxes))
}

/** A box that holds the circle; west > east when it crosses the antimeridian. */
function boxAround([lng, lat]: LngLat, radiusMeters: number): Bbox {
  const height = radiusMeters / METERS_PER_DEGREE
  const [south, north] = [Math.max(-90, lat - height), Math.min(90, lat + height)]
  const narrowest = Math.cos((Math.max(Math.abs(south), Math.abs(north)) * Math.PI) / 180)
  const width = height / Math.max(narrowest, 1e-9)
  if (width >= 180) return [-180, south, 180, north]
  return [wrap(lng - width), south, wrap(lng + width), north]
}

function wrap(lng: number): number {
  if (lng < -180) return lng + 360
  return lng > 180 ? lng - 360 : lng
}

/** Metres along the great circle (haversine), in the database. */
function distanceTo([lng, lat]: LngLat): SQL<number | null> {
  return sql<number | null>`(2 * 6371008.8 * asin(least(1, sqrt(
    power(sin(radians(${photos.lat} - ${lat}::float8) / 2), 2)
    + cos(radians(${lat}::float8)) * cos(radians(${photos.lat})) * power(sin(radians(${photos.lng} - ${lng}::float8) / 2), 2)))))`
}

function withDistance(feature: PhotoFeature, distance: number | null): PhotoFeature {
  return distance === null ? feature : { ...feature, properties: { ...feature.properties, distance } }
}
