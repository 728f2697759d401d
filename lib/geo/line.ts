import type { LngLat } from '@/lib/mapillary/types'
import { type MercatorPoint, toLngLat, toMercator, unwrap } from './mercator'
import { simplify } from './simplify'

const GRID = 2 ** 26 // 0.6 m at the equator
const TOLERANCE = 3 // grid units

/** A path simplified and packed for storage: zigzag varint deltas on the z26 grid, about four bytes a corner. */
export function packLine(coordinates: LngLat[]): Buffer {
  const grid = unwrap(coordinates.map(toMercator)).map(
    ([x, y]): MercatorPoint => [Math.round(x * GRID), Math.round(y * GRID)],
  )
  const bytes: number[] = []
  let [previousX, previousY] = [0, 0]
  for (const [x, y] of simplify(grid.filter(isNotRepeated), TOLERANCE)) {
    pushVarint(bytes, x - previousX)
    pushVarint(bytes, y - previousY)
    previousX = x
    previousY = y
  }
  return Buffer.from(bytes)
}

/** The packed path in web mercator as x, y, x, y, …, in one piece: x leaves 0..1 beyond the antimeridian. */
export function unpackMercator(packed: Uint8Array): number[] {
  const path: number[] = []
  const reached = [0, 0]
  let value = 0
  let shift = 0
  for (let index = 0; index < packed.length; index++) {
    const byte = packed[index] ?? 0
    value |= (byte & 0x7f) << shift
    shift += 7
    if (byte & 0x80) continue
    const axis = path.length % 2
    reached[axis] = (reached[axis] ?? 0) + ((value >>> 1) ^ -(value & 1))
    path.push((reached[axis] ?? 0) / GRID)
    value = 0
    shift = 0
  }
  return path
}

/** The packed path in degrees, in one piece: longitudes leave -180..180 beyond the antimeridian, as maps want them. */
export function unpackLine(packed: Uint8Array): LngLat[] {
  return toPoints(unpackMercator(packed)).map(toLngLat)
}

/** The points of x, y, x, y, … */
export function toPoints(path: number[]): MercatorPoint[] {
  return Array.from({ length: path.length / 2 }, (_, index) => [path[2 * index] ?? 0, path[2 * index + 1] ?? 0])
}

function isNotRepeated([x, y]: MercatorPoint, index: number, points: MercatorPoint[]): boolean {
  const previous = points[index - 1]
  return previous?.[0] !== x || previous[1] !== y
}

function pushVarint(bytes: number[], delta: number): void {
  let rest = ((delta << 1) ^ (delta >> 31)) >>> 0
  for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80)
  bytes.push(rest)
}
