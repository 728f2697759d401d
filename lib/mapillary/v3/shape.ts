import type { DetectionShape, PictureRing as Ring } from '@/lib/model/pictures/picture-shapes'
import { WirePolygon } from './wire'

const MAX_POINTS = 10_000
const OVERHANG = 0.01 // of the picture: rounding and lens correction put points a little outside

/** A polygon in shares of the picture that can be drawn, without the holes that cannot; null when its outline cannot. */
export function toShape(value: unknown): DetectionShape | null {
  const polygon = WirePolygon.safeParse(value).data
  if (!polygon || polygon.coordinates.reduce((points, ring) => points + ring.length, 0) > MAX_POINTS) return null
  const [outline, ...holes] = polygon.coordinates.map(toRing)
  if (!outline) return null
  return { type: 'Polygon', coordinates: [outline, ...holes.filter((hole) => hole !== null)] }
}

/** By hand: a schema makes several objects of each of the hundreds of thousands of points of an import. */
function toRing(points: unknown[]): Ring | null {
  const ring: Ring = []
  for (const point of points) {
    const [x, y]: unknown[] = Array.isArray(point) ? point : []
    if (!isShare(x) || !isShare(y)) return null
    ring.push([inside(x), inside(y)])
  }
  const [first, last] = [ring[0], ring.at(-1)]
  if (!first || !last || ring.length < 3) return null
  const isClosed = first[0] === last[0] && first[1] === last[1]
  const closed: Ring = isClosed ? ring : [...ring, [...first]]
  return closed.length >= 4 ? closed : null
}

function isShare(value: unknown): value is number {
  return typeof value === 'number' && value >= -OVERHANG && value <= 1 + OVERHANG
}

function inside(share: number): number {
  return Math.min(Math.max(share, 0), 1)
}
