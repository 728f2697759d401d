import { z } from 'zod'
import { readBody, toDownload } from './body'
import { createFetch } from './fetch'
import {
  connectionFailure,
  messageFailure,
  refusal,
  UnreadableAnswer,
  upstreamFailed,
  where,
  withoutSecrets,
} from './http-errors'
import { parseJson } from './json'
import type { Limiter } from './limiter'
import type { Download } from './types'

export type Timeouts = {
  connectMs: number // until the connection stands, TLS included
  answerMs: number // until the headers of the answer are there
  stallMs: number // without a byte of the body
  idleMs: number // without anybody reading a download: it is given up, so that it does not hold its slot for ever
}

export type HttpOptions = {
  fetch?: Fetch
  limiter: Limiter
  apiOrigin: string // the only server that gets the Authorization header
  isPictureUrl: (url: URL) => boolean
  timeouts?: Partial<Timeouts>
  largestJsonBytes?: number
}

/** What is used of fetch: Node's own and that of undici both are one. */
export type Fetch = (
  url: URL,
  init: { headers: Record<string, string>; redirect: 'manual'; signal: AbortSignal },
) => Promise<Answer>
export type Answer = {
  status: number
  headers: AnswerHeaders
  body: { getReader(): { read(): Promise<{ value?: Uint8Array | undefined }> } } | null
}
export type AnswerHeaders = { get(name: string): string | null }

/** One page of JSON, and the page after it if the `Link` header names one. */
export type JsonAnswer<T> = { data: T; next: URL | null }
export type Http = ReturnType<typeof createHttp>
export type Sent = { response: Answer; url: URL; abort: () => void }

type RequestHeaders = { authorization?: string }

const USUAL: Timeouts = { connectMs: 5_000, answerMs: 30_000, stallMs: 30_000, idleMs: 300_000 }
const MAX_REDIRECTS = 5
const MAX_ERROR_BYTES = 65_536

/** HTTP as Mapillary needs it: limits, timeouts, and every failure as an AppError that holds no token. */
export function createHttp({ limiter, apiOrigin, isPictureUrl, ...options }: HttpOptions) {
  const timeouts = { ...USUAL, ...options.timeouts }
  const fetch = options.fetch ?? createFetch(timeouts)
  const largestJsonBytes = options.largestJsonBytes ?? 64 * 1024 * 1024

  async function send(url: URL, headers: Record<string, string>): Promise<Sent> {
    limiter.refuseWhilePaused(url.origin)
    const controller = new AbortController()
    const abort = () => controller.abort()
    const timer = setTimeout(abort, timeouts.answerMs)
    try {
      return { response: await fetch(url, { headers, redirect: 'manual', signal: controller.signal }), url, abort }
    } catch (error) {
      if (!controller.signal.aborted) throw connectionFailure(url, error)
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

  /** The AppError for an answer that is not what was asked for; pauses all calls to the server after a 429. */
  async function failure(sent: Sent, headers: RequestHeaders): Promise<Error> {
    const { response, url } = sent
    const text = await readText(sent, MAX_ERROR_BYTES).catch(() => '') // the status alone will do
    const said = messageIn(parseJson(text))
    const error = refusal(url, response.status, response.headers, said && withoutSecrets(said, secretsOf(url, headers)))
    if (error.code === 'RATE_LIMITED') limiter.pause(url.origin, error.retryAfterMs ?? 0)
    return error
  }

  /** Asks the API for JSON of that shape. Throws UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, RATE_LIMITED, UPSTREAM_FAILED. */
  async function getJson<T>(url: URL, headers: RequestHeaders, schema: z.ZodType<T>): Promise<JsonAnswer<T>> {
    if (url.origin !== apiOrigin) {
      throw upstreamFailed(`Mapillary pointed to another server: ${url.origin}`, { cause: new UnreadableAnswer() })
    }
    const release = await limiter.hold('call')
    try {
      const sent = await send(url, { accept: 'application/json', ...headers })
      if (sent.response.status !== 200) throw await failure(sent, headers)
      const text = await readText(sent, largestJsonBytes)
      return { data: parseAnswer(sent, text, headers, schema), next: nextLink(sent.response.headers.get('link'), url) }
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
        if (!isPictureUrl(url)) throw upstreamFailed(`Mapillary pointed to a server that is not its own: ${url.origin}`)
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
    if (sent.response.status !== 200) throw await failure(sent, headers)
    const type = sent.response.headers.get('content-type') ?? ''
    if (/html|json/i.test(type)) {
      const text = await readText(sent, MAX_ERROR_BYTES).catch(() => '')
      const said = messageIn(parseJson(text))
      if (said) throw messageFailure(sent.url, withoutSecrets(said, secretsOf(sent.url, headers)))
      const what = /html/i.test(type) ? 'a web page (HTML)' : 'data (JSON)'
      throw upstreamFailed(`Mapillary sent ${what} instead of the picture (${where(sent.url)})`, {
        cause: new UnreadableAnswer(),
      })
    }
    return toDownload(sent, timeouts, release)
  }

  return { getJson, download }
}

function parseAnswer<T>({ url }: Sent, text: string, headers: RequestHeaders, schema: z.ZodType<T>): T {
  const json = parseJson(text)
  if (json === undefined) {
    const what = /^\s*</.test(text) ? 'a web page instead of data' : text === '' ? 'nothing' : 'malformed JSON'
    throw upstreamFailed(`Mapillary answered with ${what} (${where(url)})`, { cause: new UnreadableAnswer() })
  }
  const parsed = schema.safeParse(json)
  if (parsed.success) return parsed.data
  const said = messageIn(json)
  if (said) throw messageFailure(url, withoutSecrets(said, secretsOf(url, headers)))
  const issue = parsed.error.issues[0]
  const detail = `${issue?.path.join('.') || 'answer'}: ${issue?.message}`
  throw upstreamFailed(`Mapillary's answer has an unknown shape, ${detail} (${where(url)})`, {
    cause: new UnreadableAnswer(parsed.error),
  })
}

function messageIn(json: unknown): string | null {
  const parsed = z.object({ message: z.string() }).safeParse(json)
  return parsed.success ? parsed.data.message : null
}

function secretsOf(url: URL, headers: RequestHeaders): string[] {
  return [...url.searchParams]
    .flatMap(([name, value]) => (/client_id|token/.test(name) ? [value] : []))
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
