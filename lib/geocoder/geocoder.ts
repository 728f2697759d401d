import { RateLimiterMemory, RateLimiterQueue, RateLimiterQueueError } from 'rate-limiter-flexible'
import { AppError } from '@/lib/errors'
import { nominatim } from './nominatim'
import { photon } from './photon'
import type { GeocoderKind, Place } from './types'

export const GEOCODER_KINDS = { photon, nominatim } satisfies Record<string, GeocoderKind>

const LIMIT = 5
const TIMEOUT_MS = 4_000
const MAX_BYTES = 500_000
const MAX_WAITING = 5 // questions in line; more are refused, people type on anyway
const MAX_KEPT = 500

export type Geocoder = { findPlaces: (name: string) => Promise<Place[]> }

/**
 * Finds places by name at one server, and at no other: redirects are refused. It is asked as often as its rules allow, and for a name once.
 * `findPlaces` throws RATE_LIMITED when too many wait, UPSTREAM_FAILED when the server does not answer as it should.
 */
export function createGeocoder({
  url,
  kind,
  siteUrl,
  timeoutMs = TIMEOUT_MS,
}: {
  url: string
  kind: keyof typeof GEOCODER_KINDS
  /** Who asks, as the rules of public servers want to know. */
  siteUrl: string
  timeoutMs?: number
}): Geocoder {
  const server = GEOCODER_KINDS[kind]
  const base = new URL(url.endsWith('/') ? url : `${url}/`)
  const turns = new RateLimiterQueue(new RateLimiterMemory({ points: server.perSecond, duration: 1 }), {
    maxQueueSize: MAX_WAITING,
  })
  const cache = new Map<string, Place[]>()

  async function ask(name: string): Promise<Place[]> {
    const response = await fetch(server.url(base, name, LIMIT), {
      headers: { 'user-agent': `Map the Paths (${siteUrl})`, accept: 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    })
    if (!response.ok) throw new Error(`it answered ${response.status}`)
    return server.read(JSON.parse(await readText(response)))
  }

  return {
    async findPlaces(name) {
      const key = name.trim().toLowerCase()
      const cached = cache.get(key)
      if (cached) return cached
      await turns.removeTokens(1).catch((error: unknown) => {
        if (!(error instanceof RateLimiterQueueError)) throw error
        throw new AppError('RATE_LIMITED', 'Too many places are looked for now. Try again in a moment.', {
          cause: error,
          retryAfterMs: 1_000,
        })
      })
      const places = await ask(key).catch((error: unknown) => {
        throw new AppError('UPSTREAM_FAILED', 'Places cannot be looked up by name now.', { cause: error })
      })
      const [oldest] = cache.keys()
      if (cache.size >= MAX_KEPT && oldest !== undefined) cache.delete(oldest)
      cache.set(key, places)
      return places
    },
  }
}

async function readText(response: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true })
    if (text.length > MAX_BYTES) throw new Error('its answer is too long')
  }
  return text + decoder.decode()
}
