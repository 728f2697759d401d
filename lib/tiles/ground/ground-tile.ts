import { clipLine, type Edges } from '@/lib/geo/clip'
import { clipRing } from '@/lib/geo/clip-ring'
import { toLngLat, toMercator } from '@/lib/geo/mercator'
import type { MvtFeature, MvtLayer } from '@/lib/geo/mvt'
import { MAX_GROUND_ZOOM, MIN_GROUND_ZOOM, MIN_WATER_ZOOM, TILE_EXTENT, type TileCoord } from '@/lib/geo/tile'
import { FINE_UNIT, type FineLine } from './fine-ground'

const MARGIN = 64 // units around a tile, so that cut edges are not seen

type Layer = 'land' | 'borders' | 'waters' | 'rivers'
const LAYERS: Record<FineLine['kind'], Layer | null> = {
  coast: 'land',
  hole: null, // of the area before it
  border: 'borders',
  water: 'waters',
  river: 'rivers',
}

/** Land, borders, lakes and rivers of one tile; no features at zooms for which the bundled ground has none. */
export function groundTile(ground: FineLine[], tile: TileCoord): MvtLayer[] {
  if (tile.z < MIN_WATER_ZOOM || tile.z > MAX_GROUND_ZOOM) return []
  const features: Record<Layer, MvtFeature[]> = { land: [], borders: [], waters: [], rivers: [] }
  const add = (layer: Layer, geometry: MvtFeature['geometry']) =>
    features[layer].push({ id: features[layer].length + 1, geometry, properties: {} })
  const isCoarse = tile.z < MIN_GROUND_ZOOM
  for (const turn of [0, 360, -360]) {
    const edges = edgesOf(tile, turn)
    const toUnits = unitsOf(tile, turn)
    let rings: number[][] = [] // of the area at hand
    for (const { kind, box, path } of ground) {
      const layer = LAYERS[kind]
      if (layer) rings = []
      else if (rings.length === 0) continue // a hole in an area that is not here
      if (!isNear(box, edges) || (isCoarse && (layer === 'land' || layer === 'borders'))) continue
      if (layer === 'borders' || layer === 'rivers') {
        const lines = clipLine(path, edges)
          .map(toUnits)
          .filter((line) => line.length >= 4)
        if (lines.length > 0) add(layer, { type: 'lines', lines })
        continue
      }
      const ring = opened(toUnits(clipRing(path, edges)))
      if (ring.length < 6) continue
      if (layer) add(layer, { type: 'area', rings })
      rings.push(ring)
    }
  }
  features.land = features.land.filter(({ geometry }) => !isAllHole(geometry))
  return Object.entries(features).map(([name, of]) => ({ name, features: of }))
}

/** A tile in the middle of a large lake is land with a hole that is all of it. */
function isAllHole(geometry: MvtFeature['geometry']): boolean {
  if (geometry.type !== 'area') return false
  const [outer = 0, ...holes] = geometry.rings.map(areaOf)
  return holes.reduce((rest, hole) => rest - hole, outer) <= 0
}

/** In square units, https://en.wikipedia.org/wiki/Shoelace_formula */
function areaOf(ring: number[]): number {
  let double = 0
  for (let index = 0; index < ring.length; index += 2) {
    const next = (index + 2) % ring.length
    double += (ring[index] ?? 0) * (ring[next + 1] ?? 0) - (ring[next] ?? 0) * (ring[index + 1] ?? 0)
  }
  return Math.abs(double) / 2
}

/** Without its last place where that is the first again. */
function opened(ring: number[]): number[] {
  return ring[0] === ring.at(-2) && ring[1] === ring.at(-1) ? ring.slice(0, -2) : ring
}

/** The box of a tile with its margin in FINE_UNIT; its north, which is more, comes last. */
function edgesOf({ z, x, y }: TileCoord, turn: number): Edges {
  const size = 2 ** z
  const margin = MARGIN / TILE_EXTENT
  const [west, north] = toLngLat([(x - margin) / size, (y - margin) / size])
  const [east, south] = toLngLat([(x + 1 + margin) / size, (y + 1 + margin) / size])
  return [(west + turn) / FINE_UNIT, south / FINE_UNIT, (east + turn) / FINE_UNIT, north / FINE_UNIT]
}

function isNear([west, south, east, north]: FineLine['box'], [left, bottom, right, top]: Edges): boolean {
  return west <= right && east >= left && south <= top && north >= bottom
}

/** FINE_UNIT as units of a tile, without places that are the same as the one before. */
function unitsOf({ z, x, y }: TileCoord, turn: number): (path: ArrayLike<number>) => number[] {
  const size = 2 ** z
  return (path) => {
    const units: number[] = []
    for (let index = 0; index < path.length; index += 2) {
      const [worldX, worldY] = toMercator([(path[index] ?? 0) * FINE_UNIT - turn, (path[index + 1] ?? 0) * FINE_UNIT])
      const [unitX, unitY] = [
        Math.round((worldX * size - x) * TILE_EXTENT),
        Math.round((worldY * size - y) * TILE_EXTENT),
      ]
      if (unitX !== units.at(-2) || unitY !== units.at(-1)) units.push(unitX, unitY)
    }
    return units
  }
}
