import type postgres from 'postgres'

/**
 * Lets the pool name the statements that ask for it, unless a pooler answers: its server connections do not know each other's names. A pooler
 * gives its clients keys of its own to cancel queries with, where PostgreSQL itself gives the number of the process that answers:
 * https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-CANCELING-REQUESTS
 */
export async function nameStatements(sql: postgres.Sql): Promise<void> {
  const rows = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`
  sql.options.prepare = rows[0]?.pid === rows.state.pid
}
