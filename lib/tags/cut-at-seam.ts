import type { PicturePoint, TagShape } from '@/lib/model/pictures/picture-shapes'
import { edgesOf, ringArea } from './ring'

const LEAST_AREA = 1e-7 // what rounding leaves on the other side of the seam

/**
 * The region inside corners that may go on beyond the sides of a 360° picture: in one piece when it does not, else cut at the seam.
 * Up and down it ends at the edge of the picture. Null when it encloses nothing.
 */
export function cutAtSeam(corners: PicturePoint[]): TagShape | null {
  const ring = corners.map(([x, y]): PicturePoint => [x, Math.max(0, Math.min(1, y))])
  if (ring.length < 3) return null
  const xs = ring.map(([x]) => x)
  const turns = range(Math.floor(Math.min(...xs)), Math.ceil(Math.max(...xs)))
  const parts = turns
    .map((turn) => closed(between(ring, turn).map(([x, y]): PicturePoint => [x - turn, y])))
    .filter((part) => part.length > 3 && ringArea(part) > LEAST_AREA)
  const [first, ...others] = parts
  if (!first) return null
  return others.length === 0
    ? { type: 'Polygon', coordinates: [first] }
    : { type: 'MultiPolygon', coordinates: parts.map((part) => [part]) }
}

/** The corner as near as can be to the one before it: across the seam when that is the shorter way. */
export function besideCorner([x, y]: PicturePoint, before: PicturePoint | undefined): PicturePoint {
  return before ? [x - Math.round(x - before[0]), y] : [x, y]
}

/** Cuts off what lies outside of one turn (Sutherland–Hodgman, for the two sides). */
function between(ring: PicturePoint[], turn: number): PicturePoint[] {
  const right = clip(ring, turn, 1)
  return clip(right, turn + 1, -1)
}

function clip(ring: PicturePoint[], side: number, sign: 1 | -1): PicturePoint[] {
  const isIn = ([x]: PicturePoint) => (x - side) * sign >= 0
  return edgesOf(closed(ring)).flatMap(([from, to]): PicturePoint[] => {
    if (isIn(from) === isIn(to)) return isIn(to) ? [to] : []
    const y = from[1] + ((side - from[0]) / (to[0] - from[0])) * (to[1] - from[1])
    return isIn(to) ? [[side, y], to] : [[side, y]]
  })
}

function closed(ring: PicturePoint[]): PicturePoint[] {
  const [first, last] = [ring[0], ring.at(-1)]
  if (!first || !last || (first[0] === last[0] && first[1] === last[1])) return ring
  return [...ring, first]
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(1, to - from) }, (_, index) => from + index)
}
