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
const NOTHING_LEFT = 'Nothing was imported: this sequence no longer has any photos on Mapillary'
const ENDED = { photoTotal: 0, waitingUntil: null, finishedAt: sql`now()` }

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
  const reason = notes.some(({ code }) => code === 'photos_erased') ? ALL_ELSEWHERE_OR_ERASED : ALL_ELSEWHERE
  const isRemoved = await remove(db, { importId, sequenceId }, { state: 'failed', reason, notes })
  return isRemoved ? reason : null
}

/**
 * Ends an import whose sequence has lost its photos on Mapillary since it was asked for: nobody did anything wrong, so it is no failure. A
 * sequence that holds photos here keeps them; an empty one is removed again. Safe to repeat.
 */
export async function endEmptyImport(
  db: Db,
  { importId, sequenceId }: Pick<ImportJob, 'importId' | 'sequenceId'>,
): Promise<void> {
  const notes: ImportNote[] = [{ code: 'sequence_empty', message: NOTHING_LEFT }]
  await db.transaction(async (tx) => {
    if ((await tx.$count(photos, eq(photos.sequenceId, sequenceId))) === 0) {
      await remove(tx, { importId, sequenceId }, { state: 'completed', reason: null, notes })
      return
    }
    await tx
      .update(imports)
      .set({ state: 'completed', reason: null, notes, ...ENDED })
      .where(eq(imports.id, importId))
  })
}

type Ending = { state: 'completed' | 'failed'; reason: string | null; notes: ImportNote[] }

/** Whether there was a sequence. */
async function remove(
  db: Db,
  { importId, sequenceId }: Pick<ImportJob, 'importId' | 'sequenceId'>,
  { state, reason, notes }: Ending,
): Promise<boolean> {
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
      state,
      reason,
      ...ENDED,
    })
    .where(eq(imports.id, importId))
  await db.delete(sequences).where(eq(sequences.id, id))
  return true
}
