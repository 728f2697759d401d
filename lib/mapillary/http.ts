import type { z } from 'zod'
import { type Body, peek, readBody, readText, toDownload } from './body'
import { createFetch } from './fetch'
import { type Refuse, refusal, UnreadableAnswer, upstreamFailed, where } from './http-errors'
import type { Fetch, Sent, Timeouts } from './http-types'
import { parseMapillaryJson } from './json'
import { nextLink, parseAnswer } from './json-answer'
import type { Limiter } from './limiter'
import {
  createRefusals,
  isRefusal,
  MAX_ERROR_BYTES,
  type Refusals,
  type RequestHeaders,
  type SentRequest,
} from './refusals'
import { createSend } from './send'
import type { Download } from './types'

export type HttpOptions = {
  fetch?: Fetch
  limiter: Limiter
  apiOrigin: string // the only server that gets the Authorization header
  isPictureUrl: (url: URL) => boolean
  timeouts?: Partial<Timeouts>
  largestJsonBytes?: number
  refuse?: Refuse // the error that a refusal means; v3's reading by default
}

/** One page of JSON, and the page after it if the `Link` header names one. */
export type JsonAnswer<T> = { data: T; next: URL | null }
export type Http = ReturnType<typeof createHttp>

const DEFAULT_TIMEOUTS: Timeouts = { connectMs: 5_000, answerMs: 30_000, stallMs: 30_000, idleMs: 300_000 }
const MAX_REDIRECTS = 5

/** HTTP as Mapillary needs it: limits, timeouts, and every failure as an AppError that holds no token. */
export function createHttp({ limiter, apiOrigin, isPictureUrl, ...options }: HttpOptions) {
  const timeouts = { ...DEFAULT_TIMEOUTS, ...options.timeouts }
  const maxBytes = options.largestJsonBytes ?? 64 * 1024 * 1024
  const { answerMs, stallMs } = timeouts
  const send = createSend({ fetch: options.fetch ?? createFetch(timeouts), limiter, answerMs })
  const refusals = createRefusals({ limiter, refuse: options.refuse ?? refuseV3, stallMs })

  /** JSON of that shape from the API, by POST when there is a `form`. Throws UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, RATE_LIMITED, UPSTREAM_FAILED. */
  async function getJson<T>(
    url: URL,
    headers: RequestHeaders,
    schema: z.ZodType<T>,
    form?: URLSearchParams,
  ): Promise<JsonAnswer<T>> {
    if (url.origin !== apiOrigin) {
      throw upstreamFailed(`Mapillary pointed to another server`, { cause: new UnreadableAnswer() })
    }
    const request: SentRequest = { source: 'api', headers, ...(form && { form }) }
    const release = await limiter.hold('call')
    try {
      const sent = await send(url, { accept: 'application/json', ...headers }, form)
      if (sent.response.status !== 200) throw await refusals.readRefusal(sent, request)
      const text = await readText(sent, { maxBytes, stallMs })
      const refusalOf = (json: unknown) => refusals.refusalOf(sent, json, request)
      const next = nextLink(sent.response.headers.get('link'), url)
      return { data: parseAnswer(sent, text, { schema, refusalOf }), next }
    } finally {
      release()
    }
  }

  /** Starts to fetch a picture, following at most five redirects to servers that may give pictures. Throws as `getJson`. */
  async function download(start: URL, headers: RequestHeaders): Promise<Download> {
    const release = await limiter.hold('download')
    try {
      let url = start
      for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
        if (!isPictureUrl(url)) throw upstreamFailed(`Mapillary pointed to a server that is not its own`)
        const ownHeaders = url.origin === apiOrigin ? headers : {}
        const sent = await send(url, { accept: 'image/*', 'accept-encoding': 'identity', ...ownHeaders })
        const location = redirectOf(sent)
        if (!location) {
          const source = await expectPicture(sent, { headers: ownHeaders, refusals, stallMs })
          return toDownload(sent, { source, idleMs: timeouts.idleMs, release })
        }
        sent.abort()
        url = location
      }
      throw upstreamFailed(`Mapillary redirects more than ${MAX_REDIRECTS} times (${where(start)})`)
    } catch (error) {
      release()
      throw error
    }
  }

  return { getJson, download }
}

const refuseV3: Refuse = (answer) => refusal(answer, answer.source === 'api' ? 'v3' : 'pictures')

/** The body of a picture. Throws when the answer is none; texts of a failure may come with status 200, and pictures as text. */
async function expectPicture(
  sent: Sent,
  { headers, refusals, stallMs }: { headers: RequestHeaders; refusals: Refusals; stallMs: number },
): Promise<Body> {
  const request: SentRequest = { source: headers.authorization ? 'api' : 'pictures', headers }
  if (sent.response.status !== 200) throw await refusals.readRefusal(sent, request)
  const source = readBody(sent, 'picture', stallMs)
  const type = sent.response.headers.get('content-type') ?? ''
  if (!/html|json|xml|text/i.test(type)) return source
  const { first, body } = await peek(source)
  if (first[0] === 0xff && first[1] === 0xd8) return body
  const json = parseMapillaryJson(await readText(sent, { maxBytes: MAX_ERROR_BYTES, stallMs, body }).catch(() => ''))
  if (isRefusal(json)) throw refusals.refusalOf(sent, json, request)
  const what = /html/i.test(type) ? 'a web page (HTML)' : /json/i.test(type) ? 'data (JSON)' : 'text'
  throw upstreamFailed(`Mapillary sent ${what} instead of the picture (${where(sent.url)})`, {
    cause: new UnreadableAnswer(),
  })
}

function redirectOf({ response, url }: Sent): URL | null {
  const location = response.headers.get('location')
  if (![301, 302, 303, 307, 308].includes(response.status) || location === null) return null
  if (!URL.canParse(location, url)) throw upstreamFailed(`Mapillary redirects to nowhere (${where(url)})`)
  return new URL(location, url)
}
