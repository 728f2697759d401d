import type postgres from 'postgres'
import { openPool } from '@/db/open-pool'
import { TABLES } from '@/inngest/local/tables'

/** A connection or an open transaction. */
export type Db = postgres.ISql

const SCHEMA_LOCK = 7_310_001

/** Opens the runner's connections. Nothing is sent before the first query. */
export function openDatabase(url: string, max: number): postgres.Sql {
  return openPool(url, { max, connection: { application_name: 'runner' } })
}

/** Creates the runner's own tables. Safe to repeat, also at the same time. */
export async function createTables(sql: postgres.Sql): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(${SCHEMA_LOCK})`
    await tx.unsafe(TABLES)
  })
}

/** Deletes what is no longer needed: events after a day, completed and cancelled runs too, failed ones after 14. */
export async function deleteOld(sql: Db): Promise<void> {
  await sql`delete from runner.events where is_dispatched and received_at < now() - interval '1 day'`
  await sql`
    delete from runner.runs
    where ended_at < now() - case status when 'failed' then interval '14 days' else interval '1 day' end`
}
