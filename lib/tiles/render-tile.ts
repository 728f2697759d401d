import type { Db } from '@/db/client'
import { encodeTile } from '@/lib/geo/mvt'
import { MAX_TILE_ZOOM, type TileCoord } from '@/lib/geo/tile'
import { photoLayer } from './photo-layer'
import { overviewLayer, sequenceLayer } from './sequence-layers'
import { viewpointLayer } from './viewpoint-layer'

/** The layers of the vector tiles and the zooms that hold them. */
export const TILE_LAYERS = [
  { id: 'overview', minzoom: 0, maxzoom: 5, render: overviewLayer },
  { id: 'sequences', minzoom: 6, maxzoom: 14, render: sequenceLayer },
  { id: 'photos', minzoom: 14, maxzoom: MAX_TILE_ZOOM, render: photoLayer },
  { id: 'viewpoints', minzoom: 0, maxzoom: MAX_TILE_ZOOM, render: viewpointLayer },
] as const

/** One vector tile (MVT 2) of what everybody may see; zero bytes where there is nothing. */
export async function renderTile(db: Db, tile: TileCoord): Promise<Buffer> {
  const layers = TILE_LAYERS.filter(({ minzoom, maxzoom }) => tile.z >= minzoom && tile.z <= maxzoom)
  return encodeTile(await Promise.all(layers.map(({ render }) => render(db, tile))))
}
