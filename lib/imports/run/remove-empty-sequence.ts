import { eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { imports } from '@/db/schema/imports'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import type { ImportNote } from '@/lib/model/import-notes'
import type { ImportJob } from './import-job'

export const NOTHING_IMPORTED = 'Nothing was imported: all photos of this sequence are already here, in other sequences'

/**
 * Removes the sequence of an import when it holds no photo of its own, and ends the import, which keeps the name and says why. Part of a
 * transaction. Whether it did.
 */
export async function removeEmptySequence(
  db: Db,
  { importId, sequenceId }: Pick<ImportJob, 'importId' | 'sequenceId'>,
  notes: ImportNote[],
): Promise<boolean> {
  if ((await db.$count(photos, eq(photos.sequenceId, sequenceId))) > 0) return false
  const [sequence] = await db.select().from(sequences).where(eq(sequences.id, sequenceId)).for('update')
  if (!sequence) return false
  const { id, name, mapillaryKey } = sequence
  const removed: ImportNote = {
    code: 'sequence_removed',
    message: `Sequence ${id} would have been empty and was removed again`,
  }
  await db
    .update(imports)
    .set({
      sequenceId: null,
      removedSequence: { id, name, mapillaryKey },
      notes: [...notes, removed],
      state: 'failed',
      reason: NOTHING_IMPORTED,
      photoTotal: 0,
      waitingUntil: null,
      finishedAt: sql`now()`,
    })
    .where(eq(imports.id, importId))
  await db.delete(sequences).where(eq(sequences.id, id))
  return true
}
