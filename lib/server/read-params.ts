import { z } from 'zod'
import { AppError } from '@/lib/errors'

/** For pages: what `read` makes of an address, or the problem with it in words. */
export function readParams<Result>(read: () => Result): Result | { problem: string } {
  try {
    return read()
  } catch (error) {
    if (error instanceof z.ZodError) return { problem: z.prettifyError(error) }
    if (error instanceof AppError && error.code === 'INVALID_INPUT') return { problem: error.message }
    throw error
  }
}
