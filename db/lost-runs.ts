import { type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'

type Watched = Record<'movedAt' | 'quietUntil' | 'lostAfterSeconds', PgColumn>

const HEARTBEAT_MS = 10_000
const LONGEST_SILENCE_SECONDS = 3_600

/** How long Inngest waits at most before it tries a step again that threw: two minutes and some seconds at random. */
export const STEP_RETRY_MS = 150_000

/** The condition that an engine has lost the run of a row: nothing was heard of it for longer than it may be silent. */
export function isLost({ movedAt, quietUntil, lostAfterSeconds }: Watched): SQL {
  return sql`greatest(${movedAt}, ${quietUntil}) + ${lostAfterSeconds} * interval '1 second' < now()`
}

/** What a row is set to when its run sleeps for so long: nobody expects it to move before. */
export function quietFor({ quietUntil }: Watched, ms: number) {
  return { movedAt: sql`now()`, quietUntil: sql`greatest(${quietUntil}, now() + ${ms}::float8 * interval '1 ms')` }
}

/**
 * What a row is set to when a run shows up that counted as lost and was replaced. It was only late, because the engine is busy, and the row
 * may be silent for longer from now on. Otherwise a busy engine would replace every run before it gets anywhere.
 */
export function lateRun({ movedAt, lostAfterSeconds }: Watched) {
  const silence = sql`2 * extract(epoch from now() - ${movedAt})::integer`
  return {
    lostAfterSeconds: sql`least(${LONGEST_SILENCE_SECONDS}, greatest(${lostAfterSeconds}, ${silence}))`,
  }
}

/** Runs `work` and calls `noteMoved` at its start and every ten seconds, so that a long step does not count as lost. */
export async function withHeartbeat<T>(noteMoved: () => Promise<unknown>, work: () => Promise<T>): Promise<T> {
  await noteMoved()
  const timer = setInterval(() => {
    noteMoved().catch(() => undefined) // the database is away for a moment: the next beat will tell
  }, HEARTBEAT_MS)
  try {
    return await work()
  } finally {
    clearInterval(timer)
  }
}
