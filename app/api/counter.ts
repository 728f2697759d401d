import { env } from '@/lib/config/env'
import { clientAddress } from '@/lib/server/http/client-address'
import { rateLimiter } from '@/lib/server/runtime'

/** Whose request it is, for limits. */
export function addressOf({ headers }: Request): string {
  return clientAddress(headers, env().MTP_TRUSTED_PROXIES)
}

/** What counts the requests of routes that have no definition, by their address alone. */
export function counterFor(request: Request) {
  return { limiter: rateLimiter(), address: addressOf(request) }
}
