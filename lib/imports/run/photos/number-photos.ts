import { eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import type { ImportJob } from '@/lib/imports/run/import-job'
import { findErased } from '@/lib/photos/find-erased'

const ROWS_AT_ONCE = 5_000

/** The highest number that a photo of the sequence has, or had before it moved to another one. */
export async function lastNumber(db: Db, sequenceId: number): Promise<number> {
  const [row] = await db.execute<{ last: number }>(sql`
    select greatest(s.last_n, (select max(p.n) from photos p where p.sequence_id = s.id)) as last
    from sequences s where s.id = ${sequenceId}`)
  return row?.last ?? 0
}

/**
 * A row for each of the keys, in this order, but for those that the operator erased. Photos that have a number, here or in another sequence,
 * keep it; new ones get the next. Safe to repeat; part of a transaction.
 */
export async function numberPhotos(
  db: Db,
  { userId, sequenceId }: Pick<ImportJob, 'userId' | 'sequenceId'>,
  keys: string[],
): Promise<void> {
  // The row lock lines up two runs of this step, so that no number is given twice.
  await db.select({ id: sequences.id }).from(sequences).where(eq(sequences.id, sequenceId)).for('update')
  const known =
    keys.length === 0
      ? []
      : await db.select({ key: photos.mapillaryKey }).from(photos).where(inArray(photos.mapillaryKey, keys))
  const left = new Set([...known.map(({ key }) => key), ...(await findErased(db, 'photo', keys))])
  const last = await lastNumber(db, sequenceId)
  const rows = keys
    .filter((key) => !left.has(key))
    .map((mapillaryKey, index) => ({ ownerId: userId, sequenceId, n: last + index + 1, mapillaryKey }))
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    await db
      .insert(photos)
      .values(rows.slice(start, start + ROWS_AT_ONCE))
      .onConflictDoNothing({ target: photos.mapillaryKey })
  }
}
