import { connection } from 'next/server'
import { env } from '@/lib/config/env'
import { CACHE_CONTROL } from '@/lib/server/http/cache-control'

const VALID_DAYS = 180 // RFC 9116 recommends less than a year
const DAY_MS = 86_400_000

/** 200 whom to tell about a security problem (RFC 9116). */
export async function GET() {
  await connection() // the site's address is known when the server runs, not when it is built
  const { origin } = new URL(env().NEXTAUTH_URL)
  const midnight = Math.floor(Date.now() / DAY_MS) * DAY_MS
  const body = [
    `Contact: ${contactUri(env().MTP_OPERATOR_CONTACT) ?? `${origin}/about`}`,
    `Expires: ${new Date(midnight + VALID_DAYS * DAY_MS).toISOString()}`,
    'Preferred-Languages: en',
    `Canonical: ${origin}/.well-known/security.txt`,
    '',
  ].join('\n')
  return new Response(body, {
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': CACHE_CONTROL.publicRevalidate },
  })
}

function contactUri(contact: string | undefined): string | undefined {
  return contact?.includes('://') ? contact : contact && `mailto:${contact}`
}
