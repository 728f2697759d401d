import { eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { imports } from '@/db/schema/imports'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import type { ImportNote } from '@/lib/model/import-notes'
import type { ImportJob } from './import-job'

const ALL_ELSEWHERE = 'Nothing was imported: all photos of this sequence are already here, in other sequences'
const ALL_ELSEWHERE_OR_ERASED =
  'Nothing was imported: the photos of this sequence are already here, in other sequences, or were erased by the operator'

/**
 * Removes the sequence of an import when it holds no photo of its own, and ends the import, which keeps the name and says why. Part of a
 * transaction. Resolves with the reason when it did.
 */
export async function removeEmptySequence(
  db: Db,
  { importId, sequenceId }: Pick<ImportJob, 'importId' | 'sequenceId'>,
  notes: ImportNote[],
): Promise<string | null> {
  if ((await db.$count(photos, eq(photos.sequenceId, sequenceId))) > 0) return null
  const [sequence] = await db.select().from(sequences).where(eq(sequences.id, sequenceId)).for('update')
  if (!sequence) return null
  const { id, name, mapillaryKey } = sequence
  const reason = notes.some(({ code }) => code === 'photos_erased') ? ALL_ELSEWHERE_OR_ERASED : ALL_ELSEWHERE
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
      reason,
      photoTotal: 0,
      waitingUntil: null,
      finishedAt: sql`now()`,
    })
    .where(eq(imports.id, importId))
  await db.delete(sequences).where(eq(sequences.id, id))
  return reason
}
