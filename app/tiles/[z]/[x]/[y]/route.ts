import { TileCoord } from '@/lib/geo/tile'
import { gzipped } from '@/lib/http/gzipped'
import { handle } from '@/lib/http/handle'
import { tileTools } from '@/lib/runtime'
import { serveTile } from '@/lib/tiles/serve-tile'

/** 200 MVT, 204 empty tile, 304 unchanged, 400 no such tile. Public data: no session needed. */
export async function GET(request: Request, { params }: { params: Promise<{ z: string; x: string; y: string }> }) {
  const answer = await handle(async () => serveTile(tileTools(), request, TileCoord.parse(await params)))
  return gzipped(request, answer)
}
