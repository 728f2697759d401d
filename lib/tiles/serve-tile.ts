import type { Db } from '@/db/client'
import type { TileCoord } from '@/lib/geo/tile'
import { readMapState } from './map-version'
import { renderTile } from './render-tile'
import type { TileCache } from './tile-cache'
import { tileResponse } from './tile-response'

/**
 * Answers with one tile as the map is now (docs/decisions/007). It may be kept when its address names the present version `v`; otherwise it is
 * asked for again each time.
 */
export async function serveTile(
  { db, tileCache }: { db: Db; tileCache: TileCache },
  request: Request,
  tile: TileCoord,
): Promise<Response> {
  const { version, revision, isDisowned } = await readMapState(db)
  const name = `${tile.z}/${tile.x}/${tile.y}`
  const sent = await tileCache.get(name, revision, () => renderTile(db, tile))
  const isPresent = new URL(request.url).searchParams.get('v') === String(version) && !isDisowned
  return tileResponse(request, sent, isPresent ? 'versioned' : 'asked')
}
