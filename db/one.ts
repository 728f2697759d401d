import { AppError } from '@/lib/errors'

/** The only row of a query that must have one (an insert … returning, an aggregate). */
export function one<T>(rows: readonly T[]): T {
  const [row] = rows
  if (rows.length !== 1 || row === undefined) throw new AppError('NOT_FOUND', `Expected one row, got ${rows.length}`)
  return row
}
