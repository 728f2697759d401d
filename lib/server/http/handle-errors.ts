import { isDatabaseAway } from '@/db/retry-while-database-is-away'
import { AppError } from '@/lib/errors'
import { toResponse } from './to-response'

/** Runs the body of a route handler. Whatever it throws becomes `application/problem+json`. */
export async function handleErrors(respond: () => Promise<Response>): Promise<Response> {
  try {
    return await respond()
  } catch (error) {
    return toResponse(isDatabaseAway(error) ? databaseAway(error) : error)
  }
}

function databaseAway(cause: unknown): AppError {
  console.warn('The database is away:', cause instanceof Error ? (cause.cause ?? cause) : cause)
  return new AppError('UNAVAILABLE', 'The database is being restarted. Try again in a moment.', {
    cause,
    retryAfterMs: 2_000,
  })
}
