import { connection } from 'next/server'
import { env } from '@/lib/config/env'
import { CACHE_CONTROL } from '@/lib/server/http/cache-control'

// What is personal, what changes something, and what is made for programs. Filters multiply pages, which say `noindex` themselves.
const DISALLOWED = ['/accounts/', '/api/', '/import', '/imports/', '/login', '/settings', '/tiles/']

/** 200 what crawlers may visit, and where the sitemap is. */
export async function GET() {
  await connection() // the site's address is known when the server runs, not when it is built
  const { origin } = new URL(env().NEXTAUTH_URL)
  const rules = DISALLOWED.map((path) => `Disallow: ${path}\n`).join('')
  const body = `User-agent: *\n${rules}Allow: /api/v1/photos/*/image\nSitemap: ${origin}/sitemap.xml\n`
  return new Response(body, {
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': CACHE_CONTROL.publicRevalidate },
  })
}
