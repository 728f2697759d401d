import { NonRetriableError, RetryAfterError } from 'inngest'
import { AppError } from '@/lib/errors'

/** Runs the body of a step: expected errors stop or delay the step as their code says, bugs are retried by Inngest. */
export async function stepBody<T>(body: () => Promise<T>): Promise<T> {
  try {
    return await body()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (error.code === 'RATE_LIMITED') throw new RetryAfterError(error.message, error.retryAfterMs ?? 60_000)
    throw new NonRetriableError(error.message)
  }
}
