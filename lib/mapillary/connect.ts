import type { Env } from '@/lib/env'
import { createHttp, type Timeouts } from './http'
import { createLimiter, type Limiter } from './limiter'
import { createPictureHosts } from './picture-hosts'
import type { MapillaryClient } from './types'
import { createV3Client } from './v3/client'

const V3_URL = 'https://a.mapillary.com/v3'

/** The client for the API version that the environment names. Call it once per process: its limiter is what all calls share. */
export function connectMapillary(
  env: Env,
  { limiter = createLimiter(), timeouts = {} }: { limiter?: Limiter; timeouts?: Partial<Timeouts> } = {},
): MapillaryClient {
  const urls = { apiUrl: env.MAPILLARY_API_URL ?? V3_URL, imagesUrl: env.MAPILLARY_IMAGES_URL }
  const http = createHttp({
    limiter,
    timeouts,
    apiOrigin: new URL(urls.apiUrl).origin,
    isPictureUrl: createPictureHosts(urls),
  })
  return createV3Client({ ...urls, clientId: env.MAPILLARY_CLIENT_ID, http, warn: (message) => console.warn(message) })
}
