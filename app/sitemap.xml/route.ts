import { connection } from 'next/server'
import { handleOpen } from '@/app/api/handle-open'
import { env } from '@/lib/config/env'
import { findSitemapPieces } from '@/lib/exports/find-sitemap-pieces'
import { pieceName } from '@/lib/exports/sitemap-piece'
import { CACHE_CONTROL } from '@/lib/server/http/cache-control'
import { runtime } from '@/lib/server/runtime'

/** 200 the index of the sitemaps of all public photos and sequences; 429 for who asks too often. */
export async function GET(request: Request) {
  await connection() // the site's address is known when the server runs, not when it is built
  return handleOpen(request, 'read', async () => {
    const { origin } = new URL(env().NEXTAUTH_URL)
    const pieces = await findSitemapPieces(runtime().db)
    const entries = pieces.map((piece) => `<sitemap><loc>${origin}/sitemaps/${pieceName(piece)}</loc></sitemap>\n`)
    const body = `<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${entries.join('')}</sitemapindex>\n`
    return new Response(body, {
      headers: { 'content-type': 'application/xml; charset=utf-8', 'cache-control': CACHE_CONTROL.publicRevalidate },
    })
  })
}
