import { z } from 'zod'
import { readBody, toDownload } from './body'
import { createFetch } from './fetch'
import {
  connectionFailure,
  type Refuse,
  refusal,
  UnreadableAnswer,
  upstreamFailed,
  where,
  withoutSecrets,
} from './http-errors'
import type { Fetch, Sent, Timeouts } from './http-types'
import { parseMapillaryJson } from './json'
import type { Limiter } from './limiter'
import { graphErrorIn } from './meanings'
import type { Download } from './types'
import { readUsage } from './usage'

export type HttpOptions = {
  fetch?: Fetch
  limiter: Limiter
  apiOrigin: string // the only server that gets the Authorization header
  isPictureUrl: (url: URL) => boolean
  timeouts?: Partial<Timeouts>
  largestJsonBytes?: number
  refuse?: Refuse // what an answer other than the one asked for means; v3's reading unless given
}

/** One page of JSON, and the page after it if the `Link` header names one. */
export type JsonAnswer<T> = { data: T; next: URL | null }
export type Http = ReturnType<typeof createHttp>

type RequestHeaders = { authorization?: string }
type Asked = { source: 'api' | 'pictures'; headers: RequestHeaders; form?: URLSearchParams }

const USUAL: Timeouts = { connectMs: 5_000, answerMs: 30_000, stallMs: 30_000, idleMs: 300_000 }
const MAX_REDIRECTS = 5
const MAX_ERROR_BYTES = 65_536

/** HTTP as Mapillary needs it: limits, timeouts, and every failure as an AppError that holds no token. */
export function createHttp({ limiter, apiOrigin, isPictureUrl, ...options }: HttpOptions) {
  const timeouts = { ...USUAL, ...options.timeouts }
  const fetch = options.fetch ?? createFetch(timeouts)
  const largestJsonBytes = options.largestJsonBytes ?? 64 * 1024 * 1024
  const refuse = options.refuse ?? refuseV3

  async function send(url: URL, headers: Record<string, string>, form?: URLSearchParams): Promise<Sent> {
    limiter.refuseWhilePaused(url.origin)
    await limiter.turn(url.origin)
    limiter.refuseWhilePaused(url.origin)
    const controller = new AbortController()
    const abort = () => controller.abort()
    const timer = setTimeout(abort, timeouts.answerMs)
    try {
      const response = await fetch(url, {
        method: form ? 'POST' : 'GET',
        headers: form ? { ...headers, 'content-type': 'application/x-www-form-urlencoded' } : headers,
        body: form ? form.toString() : null,
        redirect: 'manual',
        signal: controller.signal,
      })
      const { percent, shutOutMs } = readUsage(response.headers)
      limiter.noteUsage(url.origin, percent)
      if (shutOutMs > 0) limiter.pause(url.origin, shutOutMs)
      if (response.status < 400) limiter.noteAnswer(url.origin)
      return { response, url, abort }
    } catch (error) {
      if (!controller.signal.aborted) throw connectionFailure(error)
      throw upstreamFailed(`Mapillary did not answer within ${timeouts.answerMs / 1000} s (${where(url)})`)
    } finally {
      clearTimeout(timer)
    }
  }

  async function readText(sent: Sent, maxBytes: number): Promise<string> {
    const body = readBody(sent, 'answer', timeouts.stallMs)
    const chunks: Uint8Array[] = []
    let sizeBytes = 0
    for (let chunk = await body.read(); chunk; chunk = await body.read()) {
      sizeBytes += chunk.byteLength
      if (sizeBytes > maxBytes) {
        sent.abort()
        throw upstreamFailed(`Mapillary's answer is larger than ${maxBytes / 1024 / 1024} MB (${where(sent.url)})`, {
          cause: new UnreadableAnswer(),
        })
      }
      chunks.push(chunk)
    }
    return Buffer.concat(chunks).toString('utf8')
  }

  /** The AppError for an answer that is not what was asked for. */
  async function failure(sent: Sent, asked: Asked): Promise<Error> {
    const text = await readText(sent, MAX_ERROR_BYTES).catch(() => '') // the status alone will do
    return refused(sent, parseMapillaryJson(text), asked)
  }

  /** What was refused, and how: a limit slows down and pauses all calls to the server, and so does any other wait it asks for. */
  function refused({ response, url }: Sent, body: unknown, asked: Asked): Error {
    const said = messageIn(body)
    const words = said && withoutSecrets(said, secretsOf(url, asked))
    const { status, headers } = response
    const error = refuse({ source: asked.source, url, status, headers, body, said: words })
    if (error.code === 'RATE_LIMITED') limiter.noteRefusal(url.origin)
    if (error.retryAfterMs !== undefined) limiter.pause(url.origin, error.retryAfterMs)
    return error
  }

  /** Asks the API for JSON of that shape, by POST when there is a `form`. Throws UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, RATE_LIMITED, UPSTREAM_FAILED. */
  async function getJson<T>(
    url: URL,
    headers: RequestHeaders,
    schema: z.ZodType<T>,
    form?: URLSearchParams,
  ): Promise<JsonAnswer<T>> {
    if (url.origin !== apiOrigin) {
      throw upstreamFailed(`Mapillary pointed to another server`, { cause: new UnreadableAnswer() })
    }
    const asked: Asked = { source: 'api', headers, ...(form && { form }) }
    const release = await limiter.hold('call')
    try {
      const sent = await send(url, { accept: 'application/json', ...headers }, form)
      if (sent.response.status !== 200) throw await failure(sent, asked)
      const text = await readText(sent, largestJsonBytes)
      return { data: parseAnswer(sent, text, asked, schema), next: nextLink(sent.response.headers.get('link'), url) }
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
        const asked = url.origin === apiOrigin ? headers : {}
        const sent = await send(url, { accept: 'image/*', 'accept-encoding': 'identity', ...asked })
        const location = redirectOf(sent)
        if (!location) return await picture(sent, asked, release)
        sent.abort()
        url = location
      }
      throw upstreamFailed(`Mapillary redirects more than ${MAX_REDIRECTS} times (${where(start)})`)
    } catch (error) {
      release()
      throw error
    }
  }

  async function picture(sent: Sent, headers: RequestHeaders, release: () => void): Promise<Download> {
    const asked: Asked = { source: headers.authorization ? 'api' : 'pictures', headers }
    if (sent.response.status !== 200) throw await failure(sent, asked)
    const type = sent.response.headers.get('content-type') ?? ''
    if (/html|json|xml|text/i.test(type)) {
      const text = await readText(sent, MAX_ERROR_BYTES).catch(() => '')
      const body = parseMapillaryJson(text)
      if (isRefusal(body)) throw refused(sent, body, asked)
      const what = /html/i.test(type) ? 'a web page (HTML)' : /json/i.test(type) ? 'data (JSON)' : 'text'
      throw upstreamFailed(`Mapillary sent ${what} instead of the picture (${where(sent.url)})`, {
        cause: new UnreadableAnswer(),
      })
    }
    return toDownload(sent, timeouts, release)
  }

  function parseAnswer<T>(sent: Sent, text: string, asked: Asked, schema: z.ZodType<T>): T {
    const { url } = sent
    const json = parseMapillaryJson(text)
    if (json === undefined) {
      const what = /^\s*</.test(text) ? 'a web page instead of data' : text === '' ? 'nothing' : 'malformed JSON'
      throw upstreamFailed(`Mapillary answered with ${what} (${where(url)})`, { cause: new UnreadableAnswer() })
    }
    if (graphErrorIn(json)) throw refused(sent, json, asked) // whatever stands beside it
    const parsed = schema.safeParse(json)
    if (parsed.success) return parsed.data
    if (isRefusal(json)) throw refused(sent, json, asked)
    const issue = parsed.error.issues[0]
    const detail = `${issue?.path.join('.') || 'answer'}: ${issue?.message}`
    throw upstreamFailed(`Mapillary's answer has an unknown shape, ${detail} (${where(url)})`, {
      cause: new UnreadableAnswer(parsed.error),
    })
  }

  return { getJson, download }
}

const refuseV3: Refuse = (answer) => refusal(answer, answer.source === 'api' ? 'v3' : 'pictures')

/** A failure that came with status 200. */
function isRefusal(body: unknown): boolean {
  return messageIn(body) !== null || graphErrorIn(body) !== null
}

/** `{message}` as v3 says it, `{error: {message}}` as v4 does. */
function messageIn(json: unknown): string | null {
  const parsed = WireMessage.safeParse(json).data
  return parsed ? parsed.message : null
}

const WireMessage = z.union([
  z.object({ message: z.string() }),
  z.object({ error: z.object({ message: z.string() }) }).transform(({ error }) => error),
])

function secretsOf(url: URL, { headers, form }: Asked): string[] {
  return [...url.searchParams, ...(form ?? [])]
    .flatMap(([name, value]) => (/client_id|token|secret|code/.test(name) ? [value] : []))
    .concat(headers.authorization?.replace(/^\S+\s+/, '') ?? '')
}

function redirectOf({ response, url }: Sent): URL | null {
  const location = response.headers.get('location')
  if (![301, 302, 303, 307, 308].includes(response.status) || location === null) return null
  if (!URL.canParse(location, url)) throw upstreamFailed(`Mapillary redirects to nowhere (${where(url)})`)
  return new URL(location, url)
}

/** `<url>; rel="next"` of a Link header (RFC 8288). The URLs hold commas, so the list is not split at commas. */
function nextLink(header: string | null, base: URL): URL | null {
  for (const [, target = '', parameters = ''] of (header ?? '').matchAll(/<([^>]*)>([^<]*)/g)) {
    const relations = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,]+))/i.exec(parameters)
    const isNext = (relations?.[1] ?? relations?.[2] ?? '').toLowerCase().split(/\s+/).includes('next')
    if (isNext && URL.canParse(target, base.href)) return new URL(target, base)
  }
  return null
}
