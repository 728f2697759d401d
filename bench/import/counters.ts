import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import postgres from 'postgres'
import { startPostgres } from '../../scripts/postgres.mjs'

type Statements = { app: number; runner: number }

/** Has the product's own PostgreSQL count statements, from its next start on. */
export async function countStatements(dataDir: string): Promise<void> {
  const server = await startPostgres({ dataDir: join(dataDir, 'postgres') })
  const sql = postgres(server.url, { max: 1 })
  await sql`alter system set shared_preload_libraries = 'pg_stat_statements'`
  await sql.end()
  await server.stop()
}

/** What PostgreSQL counts. `connection`: the one of now. */
export function createCounters(connection: () => postgres.Sql) {
  return {
    /** Forgets the statements counted so far. */
    async resetStatements(): Promise<void> {
      await connection()`/* bench */ select pg_stat_statements_reset()`
    },
    /** Statements that the app and the runner have sent since, but for those of this benchmark. `about`: a part of their text. */
    async statements(about = ''): Promise<Statements> {
      const rows = await connection()<{ isRunner: boolean; calls: number }[]>`
        /* bench */ select query like '%runner.%' as "isRunner", sum(calls)::int as calls from pg_stat_statements
        where query not like '%/* bench */%' and query like ${`%${about}%`} group by 1`
      const of = (isRunner: boolean) => rows.find((row) => row.isRunner === isRunner)?.calls ?? 0
      return { app: of(false), runner: of(true) }
    },
    /** Rows that were inserted, updated or deleted so far, in all tables. */
    async rowsWritten(): Promise<number> {
      await delay(1_500) // connections report their counts a second late
      const [row] = await connection()<{ rows: number }[]>`
        /* bench */ select sum(n_tup_ins + n_tup_upd + n_tup_del)::int as rows from pg_stat_user_tables`
      return row?.rows ?? 0
    },
  }
}
