import { connection } from 'next/server'
import { env } from '@/lib/env'
import { handle } from '@/lib/http/handle'
import { runtime } from '@/lib/runtime'
import { raiseMapVersion } from '@/lib/tiles/map-version'
import { tileJson } from '@/lib/tiles/tile-json'

/** 200 TileJSON 3 of the vector tiles, with addresses of the present version of the map. */
export function GET() {
  return handle(async () => {
    await connection() // the site's address is known when the server runs, not when it is built
    return Response.json(tileJson(env().NEXTAUTH_URL, await raiseMapVersion(runtime().db)), {
      headers: { 'cache-control': 'no-cache', 'access-control-allow-origin': '*' },
    })
  })
}
