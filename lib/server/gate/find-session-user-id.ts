import type { IncomingMessage } from 'node:http'
import { getToken } from 'next-auth/jwt'
import type { Env } from '@/lib/config/env'

/** Whose session cookie the request carries, by the cookie alone: good enough to count requests by, not to authorise them. null: nobody's. */
export async function findSessionUserId(request: IncomingMessage, env: Env): Promise<number | null> {
  const { cookie } = request.headers
  if (!cookie?.includes('session-token')) return null
  const token = await getToken({
    req: Object.assign(Object.create(request) as IncomingMessage, { cookies: parseCookies(cookie) }),
    secret: env.NEXTAUTH_SECRET,
    secureCookie: env.NEXTAUTH_URL.startsWith('https:'),
  }).catch(() => null)
  const id = Number(token?.sub)
  return Number.isSafeInteger(id) && id > 0 ? id : null
}

function parseCookies(header: string): Record<string, string> {
  const pairs = header.split(';').map((pair) => {
    const at = pair.indexOf('=')
    return [pair.slice(0, at).trim(), decode(pair.slice(at + 1).trim())] as const
  })
  return Object.fromEntries(pairs)
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
