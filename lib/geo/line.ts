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

/** The packed path in web mercator, in one piece: x leaves 0..1 beyond the antimeridian. */
export function unpackMercator(packed: Uint8Array): MercatorPoint[] {
  const points: MercatorPoint[] = []
  let [x, y, isY] = [0, 0, false]
  let [value, shift] = [0, 0]
  for (const byte of packed) {
    value |= (byte & 0x7f) << shift
    shift += 7
    if (byte & 0x80) continue
    const delta = (value >>> 1) ^ -(value & 1)
    if (isY) y += delta
    else x += delta
    if (isY) points.push([x / GRID, y / GRID])
    isY = !isY
    value = 0
    shift = 0
  }
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
