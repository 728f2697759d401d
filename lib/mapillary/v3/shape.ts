import { z } from 'zod'
import type { DetectionShape, DetectionRing as Ring } from '@/lib/mapillary/types'
import { WirePolygon } from './wire'

const MAX_POINTS = 10_000
const OVERHANG = 0.01 // of the picture: rounding and lens correction put points a little outside

const Share = z
  .number()
  .min(-OVERHANG)
  .max(1 + OVERHANG)
  .transform((value) => Math.min(Math.max(value, 0), 1))
const Point = z.tuple([Share, Share], z.unknown()).transform(([x, y]): Ring[number] => [x, y])

/** A polygon in shares of the picture that can be drawn, without the holes that cannot; null when its outline cannot. */
export function toShape(value: unknown): DetectionShape | null {
  const polygon = WirePolygon.safeParse(value).data
  if (!polygon || polygon.coordinates.reduce((points, ring) => points + ring.length, 0) > MAX_POINTS) return null
  const [outline, ...holes] = polygon.coordinates.map(toRing)
  if (!outline) return null
  return { type: 'Polygon', coordinates: [outline, ...holes.filter((hole) => hole !== null)] }
}

function toRing(points: unknown[]): Ring | null {
  const ring = z.array(Point).min(3).safeParse(points).data
  const first = ring?.[0]
  const last = ring?.at(-1)
  if (!ring || !first || !last) return null
  const isClosed = first[0] === last[0] && first[1] === last[1]
  const closed: Ring = isClosed ? ring : [...ring, [...first]]
  return closed.length >= 4 ? closed : null
}
