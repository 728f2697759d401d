import { z } from 'zod'

export type ErrorCode =
  | 'INVALID_INPUT'
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'RATE_LIMITED'
  | 'UPSTREAM_FAILED'
  | 'UNAVAILABLE'

/** An expected failure, with a message for people that names the thing. Everything else that is thrown is a bug. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly retryAfterMs: number | undefined

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; retryAfterMs?: number | undefined } = {}) {
    super(message, { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.retryAfterMs = options.retryAfterMs
  }
}

const STATUS: Record<ErrorCode, [status: number, title: string]> = {
  INVALID_INPUT: [400, 'Invalid input'],
  UNAUTHENTICATED: [401, 'Not logged in'],
  FORBIDDEN: [403, 'Not allowed'],
  NOT_FOUND: [404, 'Not found'],
  CONFLICT: [409, 'Conflict'],
  RATE_LIMITED: [429, 'Too many requests'],
  UPSTREAM_FAILED: [502, 'Mapillary or the backup failed'],
  UNAVAILABLE: [503, 'Not available for a moment'],
}

/** An error as `application/problem+json` (RFC 9457). Bugs are logged and answered as 500 without details. */
export function toResponse(error: unknown): Response {
  const known = error instanceof z.ZodError ? new AppError('INVALID_INPUT', z.prettifyError(error)) : error
  if (!(known instanceof AppError)) {
    console.error(error)
    return problem(500, 'Internal error', 'Something went wrong on our side. Try again later.')
  }
  const [status, title] = STATUS[known.code]
  const retryAfter =
    known.retryAfterMs === undefined ? {} : { 'retry-after': String(Math.ceil(known.retryAfterMs / 1000)) }
  return problem(status, title, known.message, retryAfter)
}

function problem(status: number, title: string, detail: string, headers: Record<string, string> = {}): Response {
  return Response.json(
    { type: 'about:blank', title, status, detail },
    { status, headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers } },
  )
}
