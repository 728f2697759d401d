import { VectorTile, type VectorTileFeature } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import type { LngLat } from '@/lib/geo/lng-lat'
import { toMercator } from '@/lib/geo/mercator'
import type { TileCoord } from '@/lib/geo/tile'

/** The tile of that zoom in which a place lies. */
export function tileAt(lngLat: LngLat, z: number): TileCoord {
  const [x, y] = toMercator(lngLat).map((share) => Math.min(2 ** z - 1, Math.floor(share * 2 ** z)))
  return { z, x: x ?? 0, y: y ?? 0 }
}

/** What a layer of a tile holds; nothing when the tile has no such layer. */
export function featuresOf(tile: Uint8Array, layer: string): VectorTileFeature[] {
  const found = new VectorTile(new PbfReader(tile)).layers[layer]
  return Array.from({ length: found?.length ?? 0 }, (_, index) => found?.feature(index)).filter(
    (feature) => feature !== undefined,
  )
}
