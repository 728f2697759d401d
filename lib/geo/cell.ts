import type { LngLat } from './lng-lat'
import { toMercator } from './mercator'
import { TILE_EXTENT, type TileCoord } from './tile'

const BITS = 31
const SIDE = 2 ** BITS

/** Half-open range of cells. */
export type CellRange = { low: bigint; high: bigint }

/** Morton code of a position on the z31 grid: the bits of x and y in turns, so that each tile is one contiguous range. */
export function cellOf(lngLat: LngLat): bigint {
  const [x, y] = toMercator(lngLat)
  return morton(toGrid(x), toGrid(y))
}

/** The cells of a tile of any zoom up to 31. */
export function cellRange({ z, x, y }: TileCoord): CellRange {
  const shift = BigInt(2 * (BITS - z))
  const code = morton(x, y)
  return { low: code << shift, high: (code + 1n) << shift }
}

/** How far to shift a cell right to tell the squares apart that are as big as a tile of `zoom`. */
export function squareShift(zoom: number): number {
  return 2 * (BITS - zoom)
}

/** How far to shift `cell - low` right to get the place in the tile that `placeInTile` reads. */
export function placeShift(zoom: number): number {
  return 2 * (BITS - zoom - Math.log2(TILE_EXTENT))
}

/** Tile units 0..4095 from the 24 interleaved bits of a cell below its tile. */
export function placeInTile(place: number): [x: number, y: number] {
  return [everySecondBit(place), everySecondBit(place >>> 1)]
}

function toGrid(share: number): number {
  return Math.max(0, Math.min(SIDE - 1, Math.floor(share * SIDE)))
}

function morton(x: number, y: number): bigint {
  return spread(x) | (spread(y) << 1n)
}

function spread(value: number): bigint {
  return (BigInt(spreadHalf(value >>> 16)) << 32n) | BigInt(spreadHalf(value & 0xffff))
}

function spreadHalf(half: number): number {
  let bits = half
  bits = (bits | (bits << 8)) & 0x00ff00ff
  bits = (bits | (bits << 4)) & 0x0f0f0f0f
  bits = (bits | (bits << 2)) & 0x33333333
  bits = (bits | (bits << 1)) & 0x55555555
  return bits
}

function everySecondBit(value: number): number {
  let bits = value & 0x55555555
  bits = (bits | (bits >>> 1)) & 0x33333333
  bits = (bits | (bits >>> 2)) & 0x0f0f0f0f
  bits = (bits | (bits >>> 4)) & 0x00ff00ff
  return (bits | (bits >>> 8)) & 0xffff
}
