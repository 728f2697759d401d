export type ErrorCode =
  | 'INVALID_INPUT'
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'UNPROCESSABLE'
  | 'RATE_LIMITED'
  | 'UPSTREAM_FAILED'
  | 'BACKUP_FAILED'
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

/**
 * Also by name: pages and routes are separate bundles that share what runtime.ts holds, so an error may come from the other bundle's copy of
 * this class. Subclasses are recognised only by their own class.
 */
Object.defineProperty(AppError, Symbol.hasInstance, {
  value(this: unknown, value: unknown): boolean {
    const isInstance: boolean = Function.prototype[Symbol.hasInstance].call(this, value)
    return isInstance || (this === AppError && value instanceof Error && value.name === 'AppError')
  },
})

/** A failure that only HTTP knows: of a method, a media type, a size, a header. */
export class HttpError extends Error {
  readonly status: number
  readonly title: string
  readonly headers: Record<string, string>

  constructor(status: number, title: string, detail: string, headers: Record<string, string> = {}) {
    super(detail)
    this.name = 'HttpError'
    this.status = status
    this.title = title
    this.headers = headers
  }
}

export const STATUS: Record<ErrorCode, [status: number, title: string]> = {
  INVALID_INPUT: [400, 'Invalid input'],
  UNAUTHENTICATED: [401, 'Not logged in'],
  FORBIDDEN: [403, 'Not allowed'],
  NOT_FOUND: [404, 'Not found'],
  CONFLICT: [409, 'Conflict'],
  UNPROCESSABLE: [422, 'Not possible'],
  RATE_LIMITED: [429, 'Too many requests'],
  UPSTREAM_FAILED: [502, 'Mapillary or the backup failed'],
  BACKUP_FAILED: [502, 'The backup failed'],
  UNAVAILABLE: [503, 'Not available for a moment'],
}

/** Nobody is logged in where somebody must be. */
export function notLoggedIn(): HttpError {
  return unauthorized('Log in with Mapillary first, or send an API token', 'Bearer realm="Map the Paths"')
}

export function unknownToken(): HttpError {
  return unauthorized(
    'This API token is not known here, was revoked or has ended',
    'Bearer realm="Map the Paths", error="invalid_token"',
  )
}

/** A write by the session cookie that no page of ours sent. */
export function foreignOrigin(): AppError {
  return new AppError('FORBIDDEN', 'This request did not come from a page of Map the Paths')
}

export function scopeMissing(scope: string): HttpError {
  const [status, title] = STATUS.FORBIDDEN
  return new HttpError(status, title, `This API token lacks the scope "${scope}"`, {
    'www-authenticate': `Bearer realm="Map the Paths", error="insufficient_scope", scope="${scope}"`,
  })
}

function unauthorized(detail: string, challenge: string): HttpError {
  const [status, title] = STATUS.UNAUTHENTICATED
  return new HttpError(status, title, detail, { 'www-authenticate': challenge })
}
