import { AppError } from '@/lib/errors'
import type { AnswerHeaders } from './http-types'
import { type Answerer, meaningOf } from './meanings'
import { readUsage } from './usage'

const SHORTEST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 3_600_000
const DEFAULT_WAIT_MS = 30_000

const FAILURES: Record<string, string> = {
  UND_ERR_CONNECT_TIMEOUT: 'it accepts no connection',
  UND_ERR_SOCKET: 'the connection broke off',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'its length is wrong',
  ECONNRESET: 'the connection broke off',
  ECONNREFUSED: 'it refuses the connection',
  ENOTFOUND: 'its name is not known',
  EAI_AGAIN: 'its name cannot be looked up',
}

/** The status that says what an answer means, where Mapillary's own misleads. */
const MEANT = {
  pause: 429,
  login: 401,
  'photo is gone': 404,
  'photo is not yours': 403,
  unclear: 400,
  'try again': 503,
}

/** Cause of an AppError: the HTTP status that tells what Mapillary meant. */
class HttpStatus extends Error {
  readonly status: number

  constructor(status: number) {
    super(`HTTP ${status}`)
    this.name = 'HttpStatus'
    this.status = status
  }
}

/** Cause of an AppError: the whole answer came, but it is not what was requested. Repeating the request may not help; requesting less may. */
export class UnreadableAnswer extends Error {
  constructor(cause?: unknown) {
    super('Unreadable answer', { cause })
    this.name = 'UnreadableAnswer'
  }
}

/** Cause of an AppError: the answer would have been too large. Fewer things at once may come. */
export class TooMuchData extends UnreadableAnswer {
  override readonly name = 'TooMuchData'
}

/** The request itself was refused, or its answer could not be understood. Trying later may not help; requesting less may. */
export function isUnreadable(error: AppError): boolean {
  return error.cause instanceof UnreadableAnswer || isRefusedRequest(error)
}

/** The request itself was refused, and trying later would not help. */
export function isRefusedRequest(error: AppError): boolean {
  const status = error.cause instanceof HttpStatus ? error.cause.status : 0
  return status >= 400 && status < 500 && ![401, 408, 425, 429].includes(status)
}

/** An answer that is not the one asked for. `said` is Mapillary's own message, already without secrets. */
export type Refused = {
  source: 'api' | 'pictures' // whether a login went along, or a picture was asked of a server that knows none
  url: URL
  status: number
  headers: AnswerHeaders
  body: unknown
  said: string | null
}

export type Refuse = (answer: Refused) => AppError

export function upstreamFailed(
  message: string,
  options: { cause?: unknown; retryAfterMs?: number | undefined } = {},
): AppError {
  return new AppError('UPSTREAM_FAILED', message, options)
}

/** The URL for messages, which people read: its query may hold a client id or a signature, its host may be an internal one. */
export function where(url: URL): string {
  return url.pathname
}

/** An answer other than the one asked for as AppError, by the table of what failures mean. */
export function refusal({ url, status, headers, body, said }: Refused, by: Answerer): AppError {
  const words = `${said ? `: ${said}` : ''} (${where(url)})`
  const answered = `Mapillary answered${status === 200 ? '' : ` ${status}`}${words}`
  const retryAfterMs = waitMs(headers, Date.now())
  const meaning = meaningOf({ by, status, body }, said)
  const cause = meaning === 'ask for less' ? new TooMuchData() : new HttpStatus(MEANT[meaning])
  switch (meaning) {
    case 'pause':
      return new AppError('RATE_LIMITED', `Too many requests for Mapillary${words}`, {
        cause,
        retryAfterMs: retryAfterMs ?? DEFAULT_WAIT_MS,
      })
    case 'login':
      return new AppError(
        'UNAUTHENTICATED',
        status === 200 ? answered : `Mapillary does not accept the login any more${words}`,
        { cause },
      )
    case 'photo is gone':
      return new AppError('NOT_FOUND', `Mapillary does not know this${words}`, { cause })
    case 'photo is not yours':
      return new AppError('FORBIDDEN', `Mapillary does not allow this${words}`, { cause })
    case 'ask for less':
      return upstreamFailed(`Mapillary cannot answer so much at once (${where(url)})`, { cause, retryAfterMs })
    case 'unclear':
    case 'try again': {
      const isRedirect = status >= 300 && status < 400
      const message = isRedirect ? `Mapillary answered with a redirect (${status}) (${where(url)})` : answered
      return upstreamFailed(message, { cause, retryAfterMs })
    }
  }
}

/** A connection that failed. The original error is not kept: a wrong header is quoted in it, token and all. */
export function connectionFailure(error: unknown): AppError {
  return upstreamFailed(`Mapillary cannot be reached: ${describeFailure(error)}`, {
    cause: new Error(errorCode(error)),
  })
}

/** `Retry-After` as seconds or as a date, or what the usage says, between a second and an hour; undefined when neither is there. */
function waitMs(headers: AnswerHeaders, now: number): number | undefined {
  const { shutOutMs } = readUsage(headers)
  const header = headers.get('retry-after') ?? ''
  const ms = /^\s*\d+\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now
  if (Number.isNaN(ms) && shutOutMs === 0) return undefined
  return Math.min(Math.max(Number.isNaN(ms) ? 0 : ms, shutOutMs, SHORTEST_WAIT_MS), LONGEST_WAIT_MS)
}

/** A broken connection in words, with the code for those who look for its cause. */
export function describeFailure(error: unknown): string {
  const code = errorCode(error)
  const words = FAILURES[code]
  return words === undefined ? code : `${words} [${code}]`
}

/** `ECONNRESET`, `ENOTFOUND`, …: fetch hides it in the cause. */
function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error'
  if ('code' in error && typeof error.code === 'string') return error.code
  return error.cause instanceof Error ? errorCode(error.cause) : error.name
}

/** Mapillary's own words, for people: one short line, with neither the given secrets nor anybody's query strings. */
export function withoutSecrets(text: string, secrets: string[]): string {
  const hidden = secrets.filter((secret) => secret !== '').reduce((rest, secret) => rest.replaceAll(secret, '…'), text)
  return hidden
    .replace(/(https?:\/\/[^\s?#"']+)[?#][^\s"']*/g, '$1')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200)
}
