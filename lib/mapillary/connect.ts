import type { Env } from '@/lib/config/env'
import { createEndedClient } from './ended'
import { createHttp } from './http'
import type { Timeouts } from './http-types'
import { createLimiter, type Limiter } from './limiter'
import { createPictureHosts } from './picture-hosts'
import type { MapillaryClient } from './types'
import { createV3Client } from './v3/client'
import { createV4Client } from './v4/client'
import { refuseV4 } from './v4/errors'

const V4_API_URL = 'https://graph.mapillary.com' // v3 has none any more: the environment names where it is spoken

type Tools = {
  publicToken: (photoKey: string) => Promise<string>
  takeCall?: () => Promise<number> // counts calls for all processes together
  limiter?: Limiter
  timeouts?: Partial<Timeouts>
}

/**
 * The client for the API version that the environment names. Call it once per process: its limiter is what all calls share.
 * `publicToken` gives a token for the public pictures of a photo, without which v4 shows nothing.
 */
export function connectMapillary(
  env: Env,
  { publicToken, takeCall, limiter: given, timeouts = {} }: Tools,
): MapillaryClient {
  if (env.MAPILLARY_API === 'none') return createEndedClient()
  const urls = {
    apiUrl: env.MAPILLARY_API_URL ?? V4_API_URL,
    imagesUrl: env.MAPILLARY_IMAGES_URL,
  }
  const apiOrigin = new URL(urls.apiUrl).origin
  const limiter = given ?? createLimiter({ budget: takeCall && { origin: apiOrigin, take: takeCall } })
  const connection = {
    limiter,
    timeouts,
    apiOrigin,
    isPictureUrl: createPictureHosts(urls),
  }
  const common = { ...urls, clientId: env.MAPILLARY_CLIENT_ID, warn: (message: string) => console.warn(message) }
  if (env.MAPILLARY_API === 'v3') return createV3Client({ ...common, http: createHttp(connection) })
  return createV4Client({
    ...common,
    clientSecret: env.MAPILLARY_CLIENT_SECRET ?? '',
    publicToken,
    http: createHttp({ ...connection, refuse: refuseV4 }),
  })
}
