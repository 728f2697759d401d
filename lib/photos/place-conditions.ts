import { and, gte, lt, lte, or, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Area } from '@/lib/geo/area'
import { type Bbox, splitAtAntimeridian } from '@/lib/geo/bbox'
import { cover } from '@/lib/geo/cover'
import type { LngLat } from '@/lib/geo/lng-lat'

const METERS_PER_DEGREE = 111_195

/** The columns that say where a photo is. */
export type Position = { lng: PgColumn; lat: PgColumn; cell: PgColumn }

/** In the cells that cover a box: quickly found by the index, and a little more than the box. */
export function insideCells({ cell }: Pick<Position, 'cell'>, bbox: Bbox): SQL | undefined {
  return or(...cover(bbox).map(({ low, high }) => and(gte(cell, low), lt(cell, high))))
}

export function insideBbox({ lng, lat }: Position, bbox: Bbox): SQL | undefined {
  const boxes = splitAtAntimeridian(bbox).map(([west, south, east, north]) =>
    and(gte(lng, west), lte(lng, east), gte(lat, south), lte(lat, north)),
  )
  return or(...boxes)
}

/** Inside a drawn polygon, its edges too. */
export function insideArea({ lng, lat }: Position, area: Area): SQL | undefined {
  const polygon = `(${area.map(([x, y]) => `(${x},${y})`).join(',')})`
  const turns = [-360, 0, 360].filter((turn) => area.some(([x]) => Math.abs(x - turn) <= 180))
  return or(...turns.map((turn) => sql`${polygon}::text::polygon @> point(${lng} + ${turn}::float8, ${lat})`))
}

/** Metres along the great circle (haversine), in the database. */
export function distanceTo({ lng, lat }: Position, [toLng, toLat]: LngLat): SQL<number | null> {
  return sql<number | null>`(2 * 6371008.8 * asin(least(1, sqrt(
    power(sin(radians(${lat} - ${toLat}::float8) / 2), 2)
    + cos(radians(${toLat}::float8)) * cos(radians(${lat})) * power(sin(radians(${lng} - ${toLng}::float8) / 2), 2)))))`
}

/** A box that holds the circle; west > east when it crosses the antimeridian. */
export function bboxOfCircle([lng, lat]: LngLat, radiusMeters: number): Bbox {
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
