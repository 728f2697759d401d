import { AppError, type ErrorCode } from '@/lib/errors'
import type { AnswerHeaders } from './http-types'

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

/** Cause of an AppError: the HTTP status that Mapillary answered with. */
export class HttpStatus extends Error {
  readonly status: number

  constructor(status: number) {
    super(`HTTP ${status}`)
    this.name = 'HttpStatus'
    this.status = status
  }
}

/** Cause of an AppError: an answer came, whole, but it is not what was asked for. Asking again may not help; asking for less may. */
export class UnreadableAnswer extends Error {
  constructor(cause?: unknown) {
    super('Unreadable answer', { cause })
    this.name = 'UnreadableAnswer'
  }
}

/** The request itself was refused, or its answer could not be understood: asking later may not help, asking for less may. */
export function isUnreadable(error: AppError): boolean {
  return error.cause instanceof UnreadableAnswer || isRefusedRequest(error)
}

/** The request was refused as such, and asking again later would not help. */
export function isRefusedRequest(error: AppError): boolean {
  const status = error.cause instanceof HttpStatus ? error.cause.status : 0
  return status >= 400 && status < 500 && ![401, 408, 425, 429].includes(status)
}

/** What an answer means that is not the one asked for. `said` is Mapillary's own message, already without secrets. */
export type Refuse = (answer: {
  url: URL
  status: number
  headers: AnswerHeaders
  body: unknown
  said: string | null
}) => AppError

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

/** An answer other than 200 as AppError. `said` is Mapillary's own message, already without secrets. */
export function refusal(url: URL, status: number, headers: AnswerHeaders, said: string | null): AppError {
  const words = said === null ? '' : `: ${said}`
  const at = `(${where(url)})`
  const cause = new HttpStatus(status)
  const retryAfterMs = waitMs(headers.get('retry-after'), Date.now())
  if (status === 401)
    return new AppError('UNAUTHENTICATED', `Mapillary does not accept the login any more${words} ${at}`, { cause })
  if (status === 403) return new AppError('FORBIDDEN', `Mapillary does not allow this${words} ${at}`, { cause })
  if (status === 404) return new AppError('NOT_FOUND', `Mapillary does not know this${words} ${at}`, { cause })
  if (status === 429) {
    return new AppError('RATE_LIMITED', `Too many requests for Mapillary${words} ${at}`, {
      cause,
      retryAfterMs: retryAfterMs ?? DEFAULT_WAIT_MS,
    })
  }
  if (status >= 300 && status < 400)
    return upstreamFailed(`Mapillary answered with a redirect (${status}) ${at}`, { cause })
  return upstreamFailed(`Mapillary answered ${status}${words} ${at}`, { cause, retryAfterMs })
}

/** v3 reports some failures with status 200 and `{"message": …}` (docs/mapillary.md). */
export function messageFailure(url: URL, said: string): AppError {
  const code: ErrorCode = /unauthori[sz]ed/i.test(said)
    ? 'UNAUTHENTICATED'
    : /not found/i.test(said)
      ? 'NOT_FOUND'
      : 'UPSTREAM_FAILED'
  const cause = code === 'UNAUTHENTICATED' ? undefined : new UnreadableAnswer()
  return new AppError(code, `Mapillary answered: ${said} (${where(url)})`, { cause })
}

/** A connection that failed. The original error is not kept: a wrong header is quoted in it, token and all. */
export function connectionFailure(error: unknown): AppError {
  return upstreamFailed(`Mapillary cannot be reached: ${describeFailure(error)}`, {
    cause: new Error(errorCode(error)),
  })
}

/** `Retry-After` as seconds or as a date, between a second and an hour; undefined when there is none. */
function waitMs(header: string | null, now: number): number | undefined {
  if (header === null) return undefined
  const ms = /^\s*\d+\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, SHORTEST_WAIT_MS), LONGEST_WAIT_MS)
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
