import { handleOpen } from '@/app/api/handle-open'
import { encodeTile } from '@/lib/geo/mvt'
import { CACHE_CONTROL } from '@/lib/server/http/cache-control'
import { gzipped } from '@/lib/server/http/gzipped'
import { fineGround } from '@/lib/server/map/tools'
import { groundTile } from '@/lib/tiles/ground/ground-tile'
import { TilePath } from '@/lib/tiles/tile-path'

/** 200 MVT with coasts and borders for the bundled ground, 204 empty tile; 400 no such tile, 429 for who asks too often. */
export async function GET(request: Request, { params }: { params: Promise<{ z: string; x: string; y: string }> }) {
  const answer = await handleOpen(request, 'tile', async () => {
    const tile = encodeTile(groundTile(await fineGround(), TilePath.parse(await params)))
    const headers = { 'cache-control': CACHE_CONTROL.versionedTile }
    if (tile.length === 0) return new Response(null, { status: 204, headers })
    return new Response(Uint8Array.from(tile), {
      headers: { ...headers, 'content-type': 'application/vnd.mapbox-vector-tile' },
    })
  })
  return gzipped(request, answer)
}
