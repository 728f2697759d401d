import { eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import type { ImportJob } from './import-job'

const ROWS_AT_ONCE = 5_000

/** A row for each of the keys, in this order. Photos that have a number keep it; new ones get the next. Safe to repeat; part of a transaction. */
export async function numberPhotos(
  db: Db,
  { userId, sequenceId }: Pick<ImportJob, 'userId' | 'sequenceId'>,
  keys: string[],
): Promise<void> {
  // The row lock lines up two runs of this step, so that no number is given twice.
  await db.select({ id: sequences.id }).from(sequences).where(eq(sequences.id, sequenceId)).for('update')
  const known = await db
    .select({ key: photos.mapillaryKey, n: photos.n })
    .from(photos)
    .where(eq(photos.sequenceId, sequenceId))
  const knownKeys = new Set(known.map(({ key }) => key))
  const last = known.reduce((highest, { n }) => Math.max(highest, n), 0)
  const rows = keys
    .filter((key) => !knownKeys.has(key))
    .map((mapillaryKey, index) => ({ ownerId: userId, sequenceId, n: last + index + 1, mapillaryKey }))
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    await db
      .insert(photos)
      .values(rows.slice(start, start + ROWS_AT_ONCE))
      .onConflictDoNothing({ target: photos.mapillaryKey })
  }
}
