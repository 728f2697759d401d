import { isDatabaseAway } from '@/db/retry-while-database-is-away'
import { AppError, toResponse } from '@/lib/errors'

/** Runs a route handler's body; whatever it throws becomes `application/problem+json`. */
export async function handle(answer: () => Promise<Response>): Promise<Response> {
  try {
    return await answer()
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
