import type { LngLat } from '@/lib/geo/lng-lat'
import { type MercatorPoint, toLngLat, toMercator, unwrap } from '@/lib/geo/mercator'
import { simplify } from './simplify'

/** Units along one side of the world in stored lines: 0.6 m at the equator. */
export const GRID_SIDE = 2 ** 26
const TOLERANCE = 3 // grid units

/** A path simplified and packed for storage: zigzag varint deltas on the z26 grid, about four bytes a corner. */
export function packLine(coordinates: LngLat[]): Buffer {
  const grid = unwrap(coordinates.map(toMercator)).map(
    ([x, y]): MercatorPoint => [Math.round(x * GRID_SIDE), Math.round(y * GRID_SIDE)],
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

/** Calls `visit` with each corner of a packed path on the z26 grid, in one piece: x leaves the grid beyond the antimeridian. */
export function forEachCorner(packed: Uint8Array, visit: (x: number, y: number) => void): void {
  let [x, y] = [0, 0]
  let isX = true
  let value = 0
  let shift = 0
  for (let index = 0; index < packed.length; index++) {
    const byte = packed[index] ?? 0
    value |= (byte & 0x7f) << shift
    shift += 7
    if (byte & 0x80) continue
    const delta = (value >>> 1) ^ -(value & 1)
    if (isX) x += delta
    else {
      y += delta
      visit(x, y)
    }
    isX = !isX
    value = 0
    shift = 0
  }
}

/** The packed path in web mercator 0..1, in one piece. */
export function unpackMercator(packed: Uint8Array): MercatorPoint[] {
  const points: MercatorPoint[] = []
  forEachCorner(packed, (x, y) => points.push([x / GRID_SIDE, y / GRID_SIDE]))
  return points
}

/** The packed path in degrees, in one piece: longitudes leave -180..180 beyond the antimeridian, as maps want them. */
export function unpackLine(packed: Uint8Array): LngLat[] {
  return unpackMercator(packed).map(toLngLat)
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
