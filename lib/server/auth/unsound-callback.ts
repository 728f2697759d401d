import { safeCallbackUrl } from './callback-url'

/**
 * next-auth answers 500 to an address to return to that is no address, in the query or in its cookie. A redirect to the same place without
 * it; null: there is none.
 */
export function withoutUnsoundCallback(request: Request, siteUrl: string): Response | null {
  const url = new URL(request.url)
  const given = url.searchParams.getAll('callbackUrl')
  const isSecure = siteUrl.startsWith('https:')
  const cookieName = `${isSecure ? '__Secure-' : ''}next-auth.callback-url`
  const isQuerySound = given.every((value) => isSound(value, siteUrl))
  const isCookieSound = cookieValues(request.headers.get('cookie') ?? '', cookieName).every((value) =>
    isSound(value, siteUrl),
  )
  if (isQuerySound && isCookieSound) return null
  if (!isQuerySound) url.searchParams.set('callbackUrl', safeCallbackUrl(given[0], siteUrl))
  const headers = new Headers({ location: `${url.pathname}${url.search}`, 'cache-control': 'no-store' })
  if (!isCookieSound) headers.set('set-cookie', `${cookieName}=; Path=/; Max-Age=0${isSecure ? '; Secure' : ''}`)
  return new Response(null, { status: 307, headers })
}

/** As next-auth looks: a path, or a whole http(s) address. */
function isSound(value: string, siteUrl: string): boolean {
  const base = value.startsWith('/') ? siteUrl : undefined
  return URL.canParse(value, base) && /^https?:$/.test(new URL(value, base).protocol)
}

function cookieValues(header: string, name: string): string[] {
  return header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => decoded(pair.slice(name.length + 1)))
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
