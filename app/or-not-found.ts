import { notFound } from 'next/navigation'
import { AppError } from '@/lib/errors'

/** For pages: what `load` gives, or the page "not found" when it throws NOT_FOUND. */
export async function orNotFound<Result>(load: () => Promise<Result>): Promise<Result> {
  try {
    return await load()
  } catch (error) {
    if (error instanceof AppError && error.code === 'NOT_FOUND') notFound()
    throw error
  }
}
