import { type Bbox, splitAtAntimeridian } from './bbox'
import { type CellRange, cellRange } from './cell'
import { toMercator } from './mercator'

const MAX_RANGES = 16
const MAX_ZOOM = 31

type Square = { z: number; x: number; y: number }
type Area = { west: number; north: number; east: number; south: number }

/** At most 16 ranges of cells that together hold everything in `bbox`, and little beside it. */
export function cover(bbox: Bbox): CellRange[] {
  const parts = splitAtAntimeridian(bbox)
  return merge(parts.flatMap((part) => coverPart(part, MAX_RANGES / parts.length)))
}

function coverPart([minLng, minLat, maxLng, maxLat]: Bbox, maxRanges: number): CellRange[] {
  const [west, north] = toMercator([minLng, maxLat])
  const [east, south] = toMercator([maxLng, minLat])
  const area = { west, north, east, south }
  let squares: Square[] = [{ z: 0, x: 0, y: 0 }]
  for (let zoom = 0; zoom < MAX_ZOOM; zoom++) {
    const finer = squares.flatMap((square) =>
      isInside(square, area) ? [square] : quarters(square).filter((quarter) => meets(quarter, area)),
    )
    if (merge(finer.map(cellRange)).length > maxRanges) break
    squares = finer
  }
  return merge(squares.map(cellRange))
}

function quarters({ z, x, y }: Square): Square[] {
  return [0, 1, 2, 3].map((quarter) => ({ z: z + 1, x: 2 * x + (quarter & 1), y: 2 * y + (quarter >> 1) }))
}

// The last row and column also hold what lies exactly on the edge of the world.
function meets({ z, x, y }: Square, { west, north, east, south }: Area): boolean {
  const side = 2 ** z
  const isBefore = (from: number, edge: number) => from < edge || edge === side
  return x <= east * side && isBefore(west * side, x + 1) && y <= south * side && isBefore(north * side, y + 1)
}

function isInside({ z, x, y }: Square, { west, north, east, south }: Area): boolean {
  const side = 2 ** z
  return x >= west * side && x + 1 <= east * side && y >= north * side && y + 1 <= south * side
}

function merge(ranges: CellRange[]): CellRange[] {
  const merged: CellRange[] = []
  for (const range of ranges.toSorted((a, b) => (a.low < b.low ? -1 : 1))) {
    const last = merged.at(-1)
    if (last && last.high >= range.low) last.high = last.high > range.high ? last.high : range.high
    else merged.push({ ...range })
  }
  return merged
}
