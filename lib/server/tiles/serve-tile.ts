import type { Db } from '@/db/client'
import type { TileCoord } from '@/lib/geo/tile'
import { parsePhotoFilter } from '@/lib/search/photo-filter'
import { narrowing } from '@/lib/search/search-url'
import { CACHE_CONTROL } from '@/lib/server/http/cache-control'
import type { Reader } from '@/lib/server/replica'
import { renderFilteredTile } from '@/lib/tiles/filtered-tile'
import { readMapState } from '@/lib/tiles/map-version'
import { renderTile } from '@/lib/tiles/render-tile'
import { type TileCache, toSentTile } from '@/lib/tiles/tile-cache'
import type { Viewer } from '@/lib/visibility/visible-rows'
import { tileResponse } from './tile-response'

/**
 * Responds with one tile as the map is now (docs/decisions/007). Browsers may keep it when its address names the current version `v`, since
 * whoever comes later asks for another address. Any other tile they ask for again each time, results of a search too: logged-in people see
 * their own photos in those.
 */
export async function serveTile(
  tools: {
    tileDb: Db
    tileReader: Reader
    searchReader: Reader
    tileCache: TileCache
    findViewer: () => Promise<Viewer>
  },
  request: Request,
  tile: TileCoord,
): Promise<Response> {
  const { searchParams } = new URL(request.url)
  if (narrowing(searchParams).size > 0) {
    const filter = parsePhotoFilter(searchParams)
    const viewer = await tools.findViewer()
    const rendered = tools.searchReader.read(viewer, (db) => renderFilteredTile(db, tile, { filter, viewer }))
    const sent = await toSentTile(rendered)
    return tileResponse(
      request,
      sent,
      viewer === null ? CACHE_CONTROL.publicRevalidate : CACHE_CONTROL.privateRevalidate,
    )
  }
  const { version, revision, hasTakedown } = await readMapState(tools.tileDb)
  const name = `${tile.z}/${tile.x}/${tile.y}`
  const render = () => tools.tileReader.readAt(revision, (db) => renderTile(db, tile))
  const sent = await tools.tileCache.get(name, revision, render)
  const isCurrent = searchParams.get('v') === String(version) && !hasTakedown
  return tileResponse(request, sent, isCurrent ? CACHE_CONTROL.versionedTile : CACHE_CONTROL.publicRevalidate)
}
