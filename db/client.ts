import { drizzle } from 'drizzle-orm/postgres-js'
import { openPool } from './open-pool'
import * as schema from './schema/index'

/** Connects a pool to the database at `url`; nothing is sent before the first query. */
export function connect(url: string, { max = 12 }: { max?: number } = {}) {
  const client = openPool(url, { max, connection: { application_name: 'map-the-paths' } })
  return drizzle({ client, schema })
}

/** The pool or an open transaction: every query takes it as its first argument. */
export type Db = Omit<ReturnType<typeof connect>, '$client'>
