import { drizzle } from 'drizzle-orm/postgres-js'
import { openPool } from './open-pool'
import * as schema from './schema/index'

export const APPLICATION_NAME = 'map-the-paths' // what our connections are called in pg_stat_activity

/** Connects a pool to the database at `url`. `hasNames`: for queries that only read and keep their plans. */
export function connect(url: string, { max = 12, hasNames = false }: { max?: number; hasNames?: boolean } = {}) {
  const client = openPool(url, { max, hasNames, connection: { application_name: APPLICATION_NAME } })
  return drizzle({ client, schema })
}

/** The pool or an open transaction: every query takes it as its first argument. */
export type Db = Omit<ReturnType<typeof connect>, '$client'>
