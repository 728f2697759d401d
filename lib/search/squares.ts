import type { Bbox } from '@/lib/geo/bbox'
import { splitAtAntimeridian } from '@/lib/geo/bbox'
import { cellRange } from '@/lib/geo/cell'
import { toMercator } from '@/lib/geo/mercator'

const ZOOMS = [12, 9, 6] // as `photo_terms` has them
const MOST = 64

/** The squares of the map that cover a box, as `photo_terms` writes them: the smallest of which there are not too many; none for a very large box. */
export function squaresOf(bbox: Bbox): string[] {
  for (const zoom of ZOOMS) {
    const parts = splitAtAntimeridian(bbox).map((part) => tilesOf(part, zoom))
    const count = parts.reduce(
      (sum, [[west, north], [east, south]]) => sum + (east - west + 1) * (south - north + 1),
      0,
    )
    if (count > MOST) continue
    return parts.flatMap((part) => namesOf(part, zoom))
  }
  return []
}

type Tile = [x: number, y: number]

function tilesOf([west, south, east, north]: Bbox, zoom: number): [northWest: Tile, southEast: Tile] {
  const side = 2 ** zoom
  const tileOf = (x: number, y: number): Tile => [
    Math.min(side - 1, Math.floor(x * side)),
    Math.min(side - 1, Math.floor(y * side)),
  ]
  return [tileOf(...toMercator([west, north])), tileOf(...toMercator([east, south]))]
}

function namesOf([[west, north], [east, south]]: [Tile, Tile], zoom: number): string[] {
  const shift = BigInt(62 - 2 * zoom)
  return Array.from({ length: south - north + 1 }, (_, down) =>
    Array.from({ length: east - west + 1 }, (_, right) => {
      const { low } = cellRange({ z: zoom, x: west + right, y: north + down })
      return `${zoom} ${low >> shift}`
    }),
  ).flat()
}
