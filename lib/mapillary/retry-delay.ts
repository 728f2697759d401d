import type { AppError } from '@/lib/errors'

const FIRST_MS = 1_000
const LONGEST_MS = 10 * 60_000

/** How long to wait before Mapillary is asked again, after `waits` waits in a row: 1, 2, 4 … seconds, at most ten minutes, but never less than its Retry-After. */
export function retryDelayMs({ retryAfterMs = 0 }: Pick<AppError, 'retryAfterMs'>, waits: number): number {
  return Math.max(retryAfterMs, Math.min(FIRST_MS * 2 ** waits, LONGEST_MS))
}
