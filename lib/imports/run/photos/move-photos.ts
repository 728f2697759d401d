import { and, asc, count, eq, inArray, isNull, ne, notExists, or, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { importErrors, importPhotos, imports } from '@/db/schema/imports'
import { unsavedChanges } from '@/db/schema/instance'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { formatPlural } from '@/lib/format/number'
import type { ImportJob } from '@/lib/imports/run/import-job'
import type { ImportNote } from '@/lib/model/import-notes'
import { IMPORT_STAGES } from '@/lib/model/import-stages'
import { ACTIVE_STATES } from '@/lib/model/import-states'
import { remeasureSequence } from '@/lib/sequences/measuring/remeasure-sequence'
import { lastNumber } from './number-photos'

/**
 * Brings the owner's photos that Mapillary lists for this sequence here from their other sequences: they get the next numbers in that order;
 * their files, marks and tags stay with them, and their old numbers are not given again. A sequence that is being imported keeps its own.
 * One that has no photo left is deleted. Notes what moved. Safe to repeat; part of a transaction.
 */
export async function movePhotos(
  db: Db,
  { sequenceId, userId }: Pick<ImportJob, 'sequenceId' | 'userId'>,
  keys: string[],
): Promise<ImportNote[]> {
  const from = await lockSources(db, { sequenceId, userId }, keys)
  const notes: ImportNote[] = []
  for (const source of from) {
    const moved = await moveFrom(db, source, { sequenceId, keys })
    if (moved === 0) continue
    notes.push({
      code: 'photos_moved',
      message: `${formatPlural(moved, 'photo')} moved here from sequence ${source}, with their marks, tags and originals`,
      sequenceId: String(source),
      count: moved,
    })
    if (await deleteIfEmpty(db, source)) {
      const message = `Sequence ${source} had no other photos and was removed`
      notes.push({ code: 'sequence_removed', message, sequenceId: String(source) })
    } else await remeasureSequence(db, source)
  }
  return notes
}

/** The sequences that have some of the photos, locked in one order with the one that gets them. */
async function lockSources(
  db: Db,
  { sequenceId, userId }: Pick<ImportJob, 'sequenceId' | 'userId'>,
  keys: string[],
): Promise<number[]> {
  const some = db
    .select({ id: photos.sequenceId })
    .from(photos)
    .where(and(eq(photos.ownerId, userId), inArray(photos.mapillaryKey, keys)))
  const importing = db
    .select({ id: imports.id })
    .from(imports)
    .where(and(eq(imports.sequenceId, sequences.id), inArray(imports.state, [...ACTIVE_STATES])))
  const isSource = and(inArray(sequences.id, some), isNull(sequences.deletedAt), notExists(importing))
  const locked = await db
    .select({ id: sequences.id })
    .from(sequences)
    .where(or(eq(sequences.id, sequenceId), isSource))
    .orderBy(asc(sequences.id))
    .for('update')
  return locked.flatMap(({ id }) => (id === sequenceId ? [] : [id]))
}

async function moveFrom(
  db: Db,
  source: number,
  { sequenceId, keys }: { sequenceId: number; keys: string[] },
): Promise<number> {
  const lastN = await lastNumber(db, source)
  const rows = await db
    .select({ id: photos.id, key: photos.mapillaryKey })
    .from(photos)
    .where(and(eq(photos.sequenceId, source), inArray(photos.mapillaryKey, keys)))
  if (rows.length === 0) return 0
  await db.update(sequences).set({ lastN }).where(eq(sequences.id, source))
  const idOf = new Map(rows.map(({ id, key }) => [key, id]))
  const first = (await lastNumber(db, sequenceId)) + 1
  const ids = [...new Set(keys)].flatMap((key) => idOf.get(key) ?? [])
  const numbered = ids.map((id, index) => ({ id, n: first + index }))
  await forgetUnfinished(db, ids)
  await db.execute(sql`
    update photos p set sequence_id = ${sequenceId}::bigint, n = r.n
    from jsonb_to_recordset(${JSON.stringify(numbered)}::jsonb) as r(id bigint, n integer)
    where p.id = r.id`)
  await db.execute(sql`select refresh_emptied(array[${source}, ${sequenceId}]::bigint[])`)
  const kinds = ['manifest', 'people'] as const
  await db
    .insert(unsavedChanges)
    .values([source, sequenceId].flatMap((id) => kinds.map((kind) => ({ kind, sequenceId: id }))))
  return ids.length
}

/** What earlier imports could not bring in of these photos is no longer theirs to do. */
async function forgetUnfinished(db: Db, photoIds: number[]): Promise<void> {
  const isUnfinished = or(...IMPORT_STAGES.map((stage) => ne(importPhotos[stage], 'done')))
  const gone = await db
    .delete(importPhotos)
    .where(and(inArray(importPhotos.photoId, photoIds), isUnfinished))
    .returning({ importId: importPhotos.importId })
  await db.delete(importErrors).where(inArray(importErrors.photoId, photoIds))
  const importIds = [...new Set(gone.map(({ importId }) => importId))]
  if (importIds.length === 0) return
  const left = db.select({ total: count() }).from(importPhotos).where(eq(importPhotos.importId, imports.id))
  await db
    .update(imports)
    .set({ photoTotal: sql`(${left})` })
    .where(inArray(imports.id, importIds))
}

/** Its rows go as soon as the deletion is taken up; the files of what moved stay. */
async function deleteIfEmpty(db: Db, sequenceId: number): Promise<boolean> {
  if ((await db.$count(photos, eq(photos.sequenceId, sequenceId))) > 0) return false
  await db.update(sequences).set({ deletedAt: new Date(), removesBackup: false }).where(eq(sequences.id, sequenceId))
  return true
}
