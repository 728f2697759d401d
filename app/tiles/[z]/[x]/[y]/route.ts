import { TileCoord } from '@/lib/geo/tile'
import { gzipped } from '@/lib/http/gzipped'
import { handle } from '@/lib/http/handle'
import { runtime } from '@/lib/runtime'
import { renderTile } from '@/lib/tiles/render-tile'
import { tileResponse } from '@/lib/tiles/tile-response'

/** 200 MVT, 204 empty tile, 304 unchanged, 400 no such tile. Public data: no session needed. */
export async function GET(request: Request, { params }: { params: Promise<{ z: string; x: string; y: string }> }) {
  const answer = await handle(async () => {
    const tile = TileCoord.parse(await params)
    return tileResponse(request, await renderTile(runtime().db, tile))
  })
  return gzipped(request, answer)
}
