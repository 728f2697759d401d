import { openPool } from './open-pool'

/**
 * Whether a pooler answers at `url`. It gives its clients keys of its own to cancel queries with, where PostgreSQL itself gives the number
 * of the process that answers: https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-CANCELING-REQUESTS
 */
export async function isPooler(url: string): Promise<boolean> {
  const sql = openPool(url, { max: 1 })
  try {
    const rows = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`
    return rows[0]?.pid !== rows.state.pid
  } finally {
    await sql.end()
  }
}
