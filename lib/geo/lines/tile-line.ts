import { clipLine, type Edges } from '@/lib/geo/clip'
import { TILE_EXTENT, type TileCoord } from '@/lib/geo/tile'
import { forEachCorner, GRID_SIDE } from './line'
import { thinLine } from './thin-line'

/** Lines go on so many units beyond their tile, so that their ends do not show. */
export const TILE_BUFFER = 64

const [LOW, HIGH] = [-TILE_BUFFER, TILE_EXTENT + TILE_BUFFER]
const EDGES: Edges = [LOW, LOW, HIGH, HIGH]
const FINEST_ZOOM = Math.log2(GRID_SIDE / TILE_EXTENT) // 14, where a unit is one of the stored grid
const TOLERANCE = 2 // units: a quarter of a pixel where a tile is 512 pixels wide

type Geometry = { type: 'lines'; lines: number[][] } | { type: 'point'; place: [x: number, y: number] }

/**
 * A line packed by `packLine` in a tile of zoom 0 to 14: its parts as x, y, x, y, … in tile units, a little beyond the tile and from both sides of the
 * antimeridian where it crosses it; a point when it is smaller than what can be seen; null when it is elsewhere.
 */
export function lineInTile(packed: Uint8Array, tile: TileCoord): Geometry | null {
  const path = toUnits(packed, tile)
  const parts = isInside(path) ? [path] : copiesIn(path, tile).flatMap((copy) => clipLine(copy, EDGES).map(rounded))
  const lines = parts.map((part) => thinLine(part, TOLERANCE)).filter((line) => line.length > 2)
  if (lines.length > 0) return { type: 'lines', lines }
  const [x = -1, y = -1] = parts[0] ?? []
  return isInTile(x) && isInTile(y) ? { type: 'point', place: [x, y] } : null
}

let units = new Int32Array(2_048) // of the line at hand: an array that grows corner by corner takes longer than all the rest

/** Whole units from the corner of the tile; places that fall on the one before are dropped. Good until the next call. */
function toUnits(packed: Uint8Array, { z, x, y }: TileCoord): Int32Array {
  if (units.length < packed.length) units = new Int32Array(2 * packed.length)
  const path = units
  const shift = FINEST_ZOOM - z
  const half = (1 << shift) >> 1
  const originX = x * TILE_EXTENT
  const originY = y * TILE_EXTENT
  let length = 0
  let lastX = NaN
  let lastY = NaN
  forEachCorner(packed, (gridX, gridY) => {
    const unitX = ((gridX + half) >> shift) - originX
    const unitY = ((gridY + half) >> shift) - originY
    if (unitX === lastX && unitY === lastY) return
    path[length++] = unitX
    path[length++] = unitY
    lastX = unitX
    lastY = unitY
  })
  return path.subarray(0, length)
}

function isInside(path: Int32Array): boolean {
  for (const at of path) if (at < LOW || at > HIGH) return false
  return true
}

/** The path here, and one world to the left or right where it comes round. */
function copiesIn(path: Int32Array, { z }: TileCoord): Int32Array[] {
  let [west, east] = [Infinity, -Infinity]
  for (let index = 0; index < path.length; index += 2) {
    west = Math.min(west, path[index] ?? west)
    east = Math.max(east, path[index] ?? east)
  }
  const around = 2 ** z * TILE_EXTENT
  const shifts = [-around, 0, around].filter((shift) => west + shift <= HIGH && east + shift >= LOW)
  return shifts.map((shift) => (shift === 0 ? path : path.map((at, index) => (index % 2 === 0 ? at + shift : at))))
}

function isInTile(at: number): boolean {
  return at >= 0 && at < TILE_EXTENT
}

function rounded(path: number[]): Int32Array {
  const whole = new Int32Array(path.length)
  for (let index = 0; index < path.length; index++) whole[index] = Math.round(path[index] ?? 0)
  return whole
}
