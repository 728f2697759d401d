import { NonRetriableError, RetryAfterError } from 'inngest'
import { AppError } from '@/lib/errors'

/**
 * Whether a run failed because of what our code threw, and not because the engine could not reach us: such errors have no stack. An app that
 * was away is no failure of what it does.
 */
export function isThrownByUs(error: { stack?: string | undefined }): boolean {
  return Boolean(error.stack)
}

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
