import { createHash } from 'node:crypto'

/** 200 with the tile, 204 when it is empty, 304 when the caller has it. Asked for again each time, so that a takedown is gone at once. */
export function tileResponse(request: Request, tile: Buffer): Response {
  const etag = `W/"${createHash('sha1').update(tile).digest('base64url')}"`
  const headers = { 'cache-control': 'public, no-cache', 'access-control-allow-origin': '*', etag }
  if (holds(request.headers.get('if-none-match'), etag)) return new Response(null, { status: 304, headers })
  if (tile.length === 0) return new Response(null, { status: 204, headers })
  return new Response(new Uint8Array(tile), {
    headers: { ...headers, 'content-type': 'application/vnd.mapbox-vector-tile' },
  })
}

function holds(ifNoneMatch: string | null, etag: string): boolean {
  const known = ifNoneMatch?.split(',').map((tag) => tag.trim()) ?? []
  return known.some((tag) => tag === '*' || tag.replace(/^W\//, '') === etag.replace(/^W\//, ''))
}
