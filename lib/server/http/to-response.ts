import { z } from 'zod'
import { AppError, HttpError, STATUS } from '@/lib/errors'
import { CACHE_CONTROL } from './cache-control'

/** An error as `application/problem+json` (RFC 9457). Bugs are logged and answered as 500 without details. */
export function toResponse(error: unknown): Response {
  if (error instanceof HttpError) return problem(error.status, error.title, error.message, error.headers)
  const expected = error instanceof z.ZodError ? new AppError('INVALID_INPUT', z.prettifyError(error)) : error
  if (!(expected instanceof AppError)) {
    console.error(error)
    return problem(500, 'Internal error', 'Something went wrong on our side. Try again later.')
  }
  const { code, message, retryAfterMs } = expected
  const [status, title] = STATUS[code]
  const headers = retryAfterMs === undefined ? {} : { 'retry-after': String(Math.ceil(retryAfterMs / 1000)) }
  return problem(status, title, message, headers)
}

function problem(status: number, title: string, detail: string, headers: Record<string, string> = {}): Response {
  return Response.json(
    { type: 'about:blank', title, status, detail },
    {
      status,
      headers: { 'content-type': 'application/problem+json', 'cache-control': CACHE_CONTROL.noStore, ...headers },
    },
  )
}
