import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'

type Query = { text: string; values?: unknown[] }

/** Our database in the shape of `pg`, which the library speaks. */
async function run(db: Db, { text, values = [] }: Query) {
  const rows = await db.execute(withValues(text, values))
  return { rows, rowCount: rows.length }
}

/** `$1` and so on become the values. */
function withValues(text: string, values: unknown[]): SQL {
  const parts = text.split(/\$(\d+)/)
  return sql.join(parts.map((part, at) => (at % 2 === 0 ? sql.raw(part) : sql`${values[Number(part) - 1]}`)))
}

/** Where rate-limiter-flexible counts for all processes together. */
export function counterStore(db: Db) {
  return {
    storeClient: { query: (query: Query) => run(db, query) },
    storeType: 'client',
    tableName: 'rate_limits',
    tableCreated: true, // by a migration
  } as const
}
