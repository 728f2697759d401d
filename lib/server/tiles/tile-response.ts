import { isNotModified } from '@/lib/server/http/etag'
import { decompress } from '@/lib/server/http/gzipped'
import { acceptsGzip } from '@/lib/server/http/negotiate'
import type { SentTile } from '@/lib/tiles/tile-cache'

/** 200 with the tile, 204 when it is empty, 304 when the caller has it already. */
export async function tileResponse(
  request: Request,
  { etag, gzip }: SentTile,
  cacheControl: string,
): Promise<Response> {
  const headers = { 'cache-control': cacheControl, 'access-control-allow-origin': '*', etag }
  if (isNotModified(request, etag)) return new Response(null, { status: 304, headers })
  if (gzip.length === 0) return new Response(null, { status: 204, headers })
  const type = { 'content-type': 'application/vnd.mapbox-vector-tile' }
  if (acceptsGzip(request.headers))
    return new Response(gzip, { headers: { ...headers, ...type, 'content-encoding': 'gzip' } })
  return new Response(await decompress(gzip), { headers: { ...headers, ...type } })
}
