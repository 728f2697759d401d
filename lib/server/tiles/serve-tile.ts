import type { Db } from '@/db/client'
import type { TileCoord } from '@/lib/geo/tile'
import { parsePhotoFilter } from '@/lib/search/photo-filter'
import { narrowing } from '@/lib/search/search-url'
import { renderFilteredTile } from '@/lib/tiles/filtered-tile'
import { readMapState } from '@/lib/tiles/map-version'
import { renderTile } from '@/lib/tiles/render-tile'
import { type TileCache, toSentTile } from '@/lib/tiles/tile-cache'
import type { Viewer } from '@/lib/visibility/visible-rows'
import { tileResponse } from './tile-response'

/**
 * Answers with one tile as the map is now (docs/decisions/007). It may be kept when its address names the present version `v`; otherwise it is
 * asked for again each time, as is the result of a search, of which logged-in people see their own photos too.
 */
export async function serveTile(
  tools: { db: Db; tileDb: Db; tileCache: TileCache; findViewer: () => Promise<Viewer> },
  request: Request,
  tile: TileCoord,
): Promise<Response> {
  const { searchParams } = new URL(request.url)
  if (narrowing(searchParams).size > 0) {
    const filter = parsePhotoFilter(searchParams)
    const viewer = await tools.findViewer()
    const sent = await toSentTile(renderFilteredTile(tools.db, tile, { filter, viewer }))
    return tileResponse(request, sent, viewer === null ? 'asked' : 'own')
  }
  const { version, revision, hasTakedown } = await readMapState(tools.tileDb)
  const name = `${tile.z}/${tile.x}/${tile.y}`
  const sent = await tools.tileCache.get(name, revision, () => renderTile(tools.tileDb, tile))
  const isPresent = searchParams.get('v') === String(version) && !hasTakedown
  return tileResponse(request, sent, isPresent ? 'versioned' : 'asked')
}
