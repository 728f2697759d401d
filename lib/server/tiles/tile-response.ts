import { decompress } from '@/lib/server/http/gzipped'
import { acceptsGzip } from '@/lib/server/http/negotiate'
import type { SentTile } from '@/lib/tiles/tile-cache'

/** How long a tile may be kept. `versioned`: its address is of the present version of the map, so that whoever comes later asks another one. */
export const TILE_CACHING = {
  versioned: 'public, max-age=86400, stale-while-revalidate=604800',
  asked: 'public, no-cache',
  own: 'private, no-cache', // holds what its owner alone may see
} as const

/** 200 with the tile, 204 when it is empty, 304 when the caller has it. */
export async function tileResponse(
  request: Request,
  { etag, gzip }: SentTile,
  caching: keyof typeof TILE_CACHING,
): Promise<Response> {
  const headers = { 'cache-control': TILE_CACHING[caching], 'access-control-allow-origin': '*', etag }
  if (holds(request.headers.get('if-none-match'), etag)) return new Response(null, { status: 304, headers })
  if (gzip.length === 0) return new Response(null, { status: 204, headers })
  const type = { 'content-type': 'application/vnd.mapbox-vector-tile' }
  if (acceptsGzip(request.headers))
    return new Response(gzip, { headers: { ...headers, ...type, 'content-encoding': 'gzip' } })
  return new Response(await decompress(gzip), { headers: { ...headers, ...type } })
}

function holds(ifNoneMatch: string | null, etag: string): boolean {
  const known = ifNoneMatch?.split(',').map((tag) => tag.trim()) ?? []
  return known.some((tag) => tag === '*' || tag.replace(/^W\//, '') === etag.replace(/^W\//, ''))
}
