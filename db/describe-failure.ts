import { DrizzleQueryError } from 'drizzle-orm'
import { isDatabaseAway } from './retry-while-database-is-away'

const NO_SUCH_TABLE_OR_COLUMN = ['42P01', '42703']

/** Why a query failed, in one line for whoever runs a command; null when the error is not one of the database. */
export function describeDatabaseFailure(error: unknown): string | null {
  if (!(error instanceof DrizzleQueryError)) return isDatabaseAway(error) ? away(error) : null
  const { cause } = error
  if (isDatabaseAway(error)) return away(cause)
  if (cause && 'code' in cause && NO_SUCH_TABLE_OR_COLUMN.includes(String(cause.code)))
    return 'The database is not the one of this version: start the product once, which brings it up to date'
  return `The database refuses: ${cause?.message ?? error.message}`
}

function away(cause: unknown): string {
  return `The database cannot be reached: ${cause instanceof Error ? cause.message : cause}`
}
