import { z } from 'zod'
import type { LngLat } from './lng-lat'
import { type MercatorPoint, toLngLat, toMercator, unwrap } from './mercator'

/** Degrees; west > east means that the box crosses the antimeridian (RFC 7946, section 5.2). */
export type Bbox = [west: number, south: number, east: number, north: number]

/** Web mercator 0..1, as the database's `box` columns hold it; reaches beyond 0..1 where a path crosses the antimeridian. */
export type MercatorBox = [west: number, north: number, east: number, south: number]

const lng = z.number().min(-180, 'expected a longitude, -180 to 180').max(180, 'expected a longitude, -180 to 180')
const lat = z.number().min(-90, 'expected a latitude, -90 to 90').max(90, 'expected a latitude, -90 to 90')

/** The parameter `bbox=minLng,minLat,maxLng,maxLat`. */
export const BboxParam = z
  .string()
  .regex(
    /^-?\d{1,3}(?:\.\d{1,20})?(?:e-\d{1,3})?(?:,-?\d{1,3}(?:\.\d{1,20})?(?:e-\d{1,3})?){3}$/i,
    'expected minLng,minLat,maxLng,maxLat',
  )
  .transform((text) => text.split(',').map(Number))
  .pipe(z.tuple([lng, lat, lng, lat]))
  .refine(([, south, , north]) => south <= north, 'expected minLat to be at most maxLat')

/** The smallest box around a path; null when it has no points. */
export function mercatorBox(coordinates: LngLat[]): MercatorBox | null {
  const points = unwrap(coordinates.map(toMercator))
  return points.length === 0 ? null : boxOfPoints(points)
}

/** The smallest box around points. */
function boxOfPoints(points: MercatorPoint[]): MercatorBox {
  const box: MercatorBox = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x, y] of points) {
    box[0] = Math.min(box[0], x)
    box[1] = Math.min(box[1], y)
    box[2] = Math.max(box[2], x)
    box[3] = Math.max(box[3], y)
  }
  return box
}

/** In degrees; east may pass 180, so that the box stays in one piece. */
export function toBbox([west, north, east, south]: MercatorBox): Bbox {
  const [minLng, maxLat] = toLngLat([west, north])
  const [maxLng, minLat] = toLngLat([east, south])
  return [minLng, minLat, maxLng, maxLat]
}

/** Two boxes around the same places: with longitudes of -180 to 180, and of 0 to 360, where the antimeridian parts nothing. */
export type BboxPair = [straight: Bbox, across: Bbox]

/** The pair around what either is around. */
export function joinPairs(a: BboxPair | null, b: BboxPair | null): BboxPair | null {
  if (!a || !b) return a ?? b
  return [joinBoxes(a[0], b[0]), joinBoxes(a[1], b[1])]
}

/** The narrower of a pair: in one piece, its east may pass 180. */
export function narrower([straight, across]: BboxPair): Bbox {
  return across[2] - across[0] < straight[2] - straight[0] ? across : straight
}

/** A box in one piece, whose east may pass 180, as RFC 7946, section 5.2, has it: west > east across the antimeridian. Never smaller than it was. */
export function wrapBbox([west, south, east, north]: Bbox): Bbox {
  if (east - west >= 360) return [-180, south, 180, north]
  if (west >= -180 && east <= 180) return [west, south, east, north]
  const [wrappedWest, wrappedEast] = [Math.floor(wrap(west) * 1e9) / 1e9, Math.ceil(wrap(east) * 1e9) / 1e9]
  return [Math.max(-180, wrappedWest), south, Math.min(180, wrappedEast), north]
}

function wrap(lng: number): number {
  return lng - 360 * Math.round(lng / 360)
}

function joinBoxes(a: Bbox, b: Bbox): Bbox {
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])]
}

/** The one or two boxes with west ≤ east that make up `bbox`. */
export function splitAtAntimeridian([west, south, east, north]: Bbox): Bbox[] {
  if (west <= east) return [[west, south, east, north]]
  return [
    [west, south, 180, north],
    [-180, south, east, north],
  ]
}
