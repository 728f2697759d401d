import { createHttp } from '@/lib/mapillary/http'
import type { Timeouts } from '@/lib/mapillary/http-types'
import { createLimiter, type Limiter } from '@/lib/mapillary/limiter'
import { createPictureHosts } from '@/lib/mapillary/picture-hosts'
import type { MapillaryClient } from '@/lib/mapillary/types'
import { createV3Client } from '@/lib/mapillary/v3/client'
import { createV4Client, type V4Options } from '@/lib/mapillary/v4/client'
import { refuseV4 } from '@/lib/mapillary/v4/errors'

type V4TestOptions = Pick<V4Options, 'publicToken'> &
  Partial<Omit<V4Options, 'apiUrl' | 'http'>> & {
    limiter?: Limiter
    imagesUrl?: string
    timeouts?: Partial<Timeouts>
    largestJsonBytes?: number
  }

/** A v4 client for a server in the test. */
export function v4ClientFor(origin: string, options: V4TestOptions): MapillaryClient {
  const {
    limiter = createLimiter(),
    clientId = 'test-client-id',
    clientSecret = 'test-client-secret',
    timeouts = {},
    largestJsonBytes,
    ...rest
  } = options
  const urls = { apiUrl: `${origin}/v4`, imagesUrl: options.imagesUrl ?? `${origin}/images` }
  const http = createHttp({
    timeouts,
    ...(largestJsonBytes === undefined ? {} : { largestJsonBytes }),
    limiter,
    apiOrigin: origin,
    isPictureUrl: createPictureHosts(urls),
    refuse: refuseV4,
  })
  return createV4Client({ ...rest, apiUrl: urls.apiUrl, clientId, clientSecret, http })
}

/** A v3 client for a server in the test, with limits and timeouts of the test's own. */
export function v3ClientFor(
  origin: string,
  options: {
    clientId?: string
    imagesUrl?: string
    limiter?: Limiter
    timeouts?: Partial<Timeouts>
    largestJsonBytes?: number
    maxPages?: number
    warn?: (message: string) => void
  } = {},
): MapillaryClient {
  const { clientId = 'test-client-id', limiter = createLimiter(), maxPages = 100, warn = () => {}, ...rest } = options
  const urls = { apiUrl: `${origin}/v3`, imagesUrl: rest.imagesUrl ?? `${origin}/images` }
  const http = createHttp({
    limiter,
    apiOrigin: origin,
    isPictureUrl: createPictureHosts(urls),
    timeouts: rest.timeouts ?? {},
    ...(rest.largestJsonBytes === undefined ? {} : { largestJsonBytes: rest.largestJsonBytes }),
  })
  return createV3Client({ ...urls, clientId, http, maxPages, warn })
}
