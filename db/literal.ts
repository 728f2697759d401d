import { type SQL, sql } from 'drizzle-orm'

/**
 * A number of our own in the text of a query: a plan that is kept may choose a partial index by it, and a query without parameters takes one round trip
 * instead of two where it is not prepared. Throws for what is no number.
 */
export function literal(value: number): SQL {
  if (!Number.isFinite(value)) throw new TypeError(`${value} cannot stand in a query`)
  return sql.raw(value < 0 ? `(${value})` : String(value))
}
