import { connection } from 'next/server'
import { handleOpen } from '@/app/api/handle-open'
import { env } from '@/lib/config/env'
import { CACHE_CONTROL } from '@/lib/server/http/cache-control'
import { runtime } from '@/lib/server/runtime'
import { raiseMapVersion } from '@/lib/tiles/map-version'
import { tileJson } from '@/lib/tiles/tile-json'

/** 200 TileJSON 3 of the vector tiles, with addresses of the present version of the map; 429 for who asks too often. */
export async function GET(request: Request) {
  await connection() // the site's address is known when the server runs, not when it is built
  return handleOpen(request, 'tile', async () =>
    Response.json(tileJson(env().NEXTAUTH_URL, await raiseMapVersion(runtime().db)), {
      headers: { 'cache-control': CACHE_CONTROL.publicRevalidate, 'access-control-allow-origin': '*' },
    }),
  )
}
