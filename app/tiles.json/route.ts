import { connection } from 'next/server'
import { env } from '@/lib/env'
import { tileJson } from '@/lib/tiles/tile-json'

/** 200 TileJSON 3 of the vector tiles. */
export async function GET() {
  await connection() // the site's address is known when the server runs, not when it is built
  return Response.json(tileJson(env().NEXTAUTH_URL), {
    headers: { 'cache-control': 'no-cache', 'access-control-allow-origin': '*' },
  })
}
