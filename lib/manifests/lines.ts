import type { SQL } from 'drizzle-orm'
import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'

const ROWS_AT_ONCE = 1_000

/** The first line of each file of lines: a later version may mean something else. */
export const LINES_VERSION = 1

/** The rows of a query as lines of JSON. `query` gives those after a key, in the order of the column `after`, which is a whole number. */
export async function* linesOf(db: Db, query: (after: number) => SQL): AsyncGenerator<string> {
  for (let after = 0; ; ) {
    const rows = await db.execute<{ after: string; json: string }>(
      sql`select after, (to_jsonb(row) - 'after')::text as json from (${query(after)} limit ${ROWS_AT_ONCE}) row`,
    )
    for (const { json } of rows) yield `${json}\n`
    const end = rows.at(-1)
    if (!end) return
    after = Number(end.after)
  }
}

/** A file of lines: what it is, its version and what else there is to say of the whole, then `lines`. */
export async function* withHead(file: string, lines: AsyncIterable<string>, more = {}): AsyncGenerator<string> {
  yield `${JSON.stringify({ file, version: LINES_VERSION, ...more })}\n`
  yield* lines
}
