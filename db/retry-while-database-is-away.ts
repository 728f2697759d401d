import { setTimeout as delay } from 'node:timers/promises'

// A lost or refused connection as postgres.js and Node name it; PostgreSQL's own: class 08, and 57P0x for one that stops or starts.
const AWAY = /^(CONNECTION_|CONNECT_TIMEOUT|ECONNREFUSED|ECONNRESET|EPIPE|08...|57P0.)/
const PATIENCE_MS = 15_000
const ASK_AGAIN_MS = 250

/**
 * What the database said, which Drizzle wraps. Told by its shape: pages and routes are bundled apart but share one connection, and so meet
 * errors of each other's copy of Drizzle.
 */
export function causeOf(error: unknown): unknown {
  return error instanceof Error && 'query' in error && error.cause instanceof Error ? error.cause : error
}

/** Whether a query failed because the database is away, such as during its restart. */
export function isDatabaseAway(error: unknown): boolean {
  const cause = causeOf(error)
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' && AWAY.test(cause.code)
}

/**
 * Repeats a query while the database restarts, for work that is costly to do again; `signal` ends it. The query must be safe to repeat.
 */
export async function retryWhileDatabaseIsAway<T>(
  query: () => Promise<T>,
  { patienceMs = PATIENCE_MS, signal }: { patienceMs?: number; signal?: AbortSignal } = {},
): Promise<T> {
  const deadline = Date.now() + patienceMs
  for (;;) {
    try {
      return await query()
    } catch (error) {
      if (!isDatabaseAway(error) || Date.now() > deadline || signal?.aborted) throw error
      await delay(ASK_AGAIN_MS, undefined, { signal })
    }
  }
}
