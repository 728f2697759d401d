import { z } from 'zod'
import { AppError } from '@/lib/errors'

/** An id as it stands in URLs and JSON: a decimal string. */
export const Id = z
  .string()
  .regex(/^[1-9]\d{0,15}$/, 'expected a decimal id')
  .transform(Number)
  .refine(Number.isSafeInteger, 'expected a decimal id')

/** The id in a path; anything that cannot be one is NOT_FOUND, as an unknown id is. */
export function parseId(text: string, what: string): number {
  const parsed = Id.safeParse(text)
  if (!parsed.success) throw new AppError('NOT_FOUND', `${what} ${text.slice(0, 40)} not found`)
  return parsed.data
}
