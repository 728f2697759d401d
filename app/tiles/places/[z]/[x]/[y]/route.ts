import { handleOpen } from '@/app/api/handle-open'
import { encodeTile } from '@/lib/geo/mvt'
import { CACHE_CONTROL } from '@/lib/server/http/cache-control'
import { gzipped } from '@/lib/server/http/gzipped'
import { runtime } from '@/lib/server/runtime'
import { TilePath } from '@/lib/tiles/tile-path'

/** 200 MVT with the names of towns and villages for the bundled ground, 204 empty tile; 400 no such tile, 429 for who asks too often. */
export async function GET(request: Request, { params }: { params: Promise<{ z: string; x: string; y: string }> }) {
  const answer = await handleOpen(request, 'tile', async () => {
    const points = await runtime().gazetteer.pointsInTile(TilePath.parse(await params))
    const features = points.map(({ id, name, rank, place }) => ({
      id,
      geometry: { type: 'point' as const, place },
      properties: { name, rank },
    }))
    const headers = { 'cache-control': CACHE_CONTROL.versionedTile }
    if (features.length === 0) return new Response(null, { status: 204, headers })
    return new Response(Uint8Array.from(encodeTile([{ name: 'places', features }])), {
      headers: { ...headers, 'content-type': 'application/vnd.mapbox-vector-tile' },
    })
  })
  return gzipped(request, answer)
}
