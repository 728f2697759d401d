import { and, isNotNull, isNull, lt, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { uploads } from '@/db/schema/uploads'
import { LISTED_DAYS, WAIT_DAYS } from './wait-limits'

/** Gives up announced sequences that never came, and forgets those that were given up long ago. Safe to repeat. */
export async function cleanUploads(db: Db): Promise<{ givenUp: number; forgotten: number }> {
  const neverCame = isNull(uploads.importedAt)
  const forgotten = await db
    .delete(uploads)
    .where(
      and(
        neverCame,
        isNotNull(uploads.givenUpAt),
        lt(uploads.givenUpAt, sql`now() - ${LISTED_DAYS}::int * interval '1 day'`),
      ),
    )
    .returning({ id: uploads.id })
  const givenUp = await db
    .update(uploads)
    .set({ givenUpAt: sql`now()` })
    .where(
      and(
        neverCame,
        isNull(uploads.givenUpAt),
        lt(uploads.createdAt, sql`now() - ${WAIT_DAYS}::int * interval '1 day'`),
      ),
    )
    .returning({ id: uploads.id })
  return { givenUp: givenUp.length, forgotten: forgotten.length }
}
