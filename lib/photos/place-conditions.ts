import { and, gte, lt, lte, or, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { type Area, areaBbox } from '@/lib/geo/area'
import { type Bbox, splitAtAntimeridian } from '@/lib/geo/bbox'
import { cover } from '@/lib/geo/cover'
import type { LngLat } from '@/lib/mapillary/types'

const METERS_PER_DEGREE = 111_195

/** The columns that say where a photo is. */
export type Position = { lng: PgColumn; lat: PgColumn; cell: PgColumn }

/** Cell ranges find the candidates by the index, the comparison decides. */
export function insideBbox({ lng, lat, cell }: Position, bbox: Bbox): SQL | undefined {
  const boxes = splitAtAntimeridian(bbox).map(([west, south, east, north]) =>
    and(gte(lng, west), lte(lng, east), gte(lat, south), lte(lat, north)),
  )
  return and(or(...cover(bbox).map(({ low, high }) => and(gte(cell, low), lt(cell, high)))), or(...boxes))
}

/** Inside a drawn polygon, its edges too. */
export function insideArea(position: Position, area: Area): SQL | undefined {
  const polygon = `(${area.map(([lng, lat]) => `(${lng},${lat})`).join(',')})`
  const holds = (turn: number) => sql`${polygon}::polygon @> point(${position.lng} + ${turn}::float8, ${position.lat})`
  const turns = [-360, 0, 360].filter((turn) => area.some(([lng]) => Math.abs(lng - turn) <= 180))
  return and(insideBbox(position, areaBbox(area)), or(...turns.map(holds)))
}

export function withinRadius(position: Position, near: LngLat, radiusMeters: number): SQL | undefined {
  return and(
    insideBbox(position, boxAround(near, radiusMeters)),
    sql`${distanceTo(position, near)} <= ${radiusMeters}::float8`,
  )
}

/** Metres along the great circle (haversine), in the database. */
export function distanceTo({ lng, lat }: Position, [toLng, toLat]: LngLat): SQL<number | null> {
  return sql<number | null>`(2 * 6371008.8 * asin(least(1, sqrt(
    power(sin(radians(${lat} - ${toLat}::float8) / 2), 2)
    + cos(radians(${toLat}::float8)) * cos(radians(${lat})) * power(sin(radians(${lng} - ${toLng}::float8) / 2), 2)))))`
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
