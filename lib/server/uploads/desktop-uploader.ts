import { CACHE_CONTROL } from '@/lib/server/http/cache-control'
import { rawQuery } from '@/lib/server/http/raw-query'

/** The MTP Desktop Uploader, as it was released in 2021: it registers its own scheme for addresses, and its redirect is fixed by us. */
export const DESKTOP_UPLOADER = {
  name: 'MTP Desktop Uploader',
  scheme: 'app.mtp.desktop:',
  scopes: ['upload'],
  tokenDays: 90,
} as const

const DAY_SECONDS = 24 * 60 * 60

/** Where the program takes its token from; it reads the fragment. */
export function grantedAddress(token: string): string {
  const seconds = DESKTOP_UPLOADER.tokenDays * DAY_SECONDS
  return `${DESKTOP_UPLOADER.scheme}//app#access_token=${token}&expires_in=${seconds}&token_type=Bearer&scope=read+write&state=`
}

export const refusedAddress = `${DESKTOP_UPLOADER.scheme}//app?error=access_denied`

/** Where other services lead back to, on behalf of the program. */
export const PASSED_ON = /^\/(accounts\/check-mtpu-(mapillary|google)-oauth|exchange_token)\/?$/

/** Hands what another service answered on to the program, the query exactly as it came: `path` is the service's name there. */
export function passOn(request: Request, path: 'mapillary' | 'google' | 'strava'): Response {
  return redirectTo(`${DESKTOP_UPLOADER.scheme}//${path}?${rawQuery(request)}`)
}

/** 302 to an address of the program; it may hold a token, so nothing keeps it. */
export function redirectTo(location: string): Response {
  return new Response(null, {
    status: 302,
    headers: { location, 'cache-control': CACHE_CONTROL.noStore, 'referrer-policy': 'no-referrer' },
  })
}
