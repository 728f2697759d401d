import { type SQL, sql } from 'drizzle-orm'

/**
 * A number of our own in the text of a query. Without parameters a query needs one round trip instead of two (drizzle's raw queries are not prepared),
 * which is most of the time of a small tile. Throws for what is no number.
 */
export function literal(value: number | bigint): SQL {
  if (typeof value !== 'bigint' && !Number.isFinite(value)) throw new TypeError(`${value} cannot stand in a query`)
  return sql.raw(value < 0 ? `(${value})` : String(value))
}
