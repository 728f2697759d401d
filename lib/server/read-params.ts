import { z } from 'zod'
import { AppError } from '@/lib/errors'
import { describeQueryProblem } from '@/lib/format/query-problem'

/** For pages: what `read` makes of an address, or the problem with it in words. */
export function readParams<Result>(read: () => Result): Result | { problem: string } {
  try {
    return read()
  } catch (error) {
    const isOfQuery = error instanceof z.ZodError || (error instanceof AppError && error.code === 'INVALID_INPUT')
    if (isOfQuery) return { problem: describeQueryProblem(error) }
    throw error
  }
}
