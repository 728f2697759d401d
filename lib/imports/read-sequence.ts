import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { importPhotos, imports } from '@/db/schema/imports'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { AppError } from '@/lib/errors'
import { describeLine } from '@/lib/imports/describe-line'
import type { ImportJob, Outcome } from '@/lib/imports/outcome'
import type { MapillaryClient, MapillarySequence } from '@/lib/mapillary/types'

const ROWS_AT_ONCE = 5_000

/**
 * First step of an import: the sequence's keys in order, its line and privacy, and a numbered row for each photo.
 * Photos that have a number keep it; new ones get the next. Safe to repeat. Throws INVALID_INPUT for an empty sequence.
 */
export async function readSequence(
  { db, mapillary }: { db: Db; mapillary: MapillaryClient },
  job: ImportJob,
): Promise<Outcome> {
  const sequence = await mapillary.getSequence(await job.token(), job.sequenceKey)
  if (sequence.photoKeys.length === 0) throw new AppError('INVALID_INPUT', 'This sequence has no photos on Mapillary')
  await db.transaction(async (tx) => {
    await tx.update(sequences).set(describe(sequence)).where(eq(sequences.id, job.sequenceId))
    // What is published keeps its line until the end: this one may lead past photos that have become private.
    await tx
      .update(sequences)
      .set(describeLine(sequence.coordinates))
      .where(and(eq(sequences.id, job.sequenceId), isNull(sequences.publishedAt)))
    await numberPhotos(tx, job, sequence.photoKeys)
    await planPhotos(tx, job)
  })
  return { next: 'done' }
}

function describe(sequence: MapillarySequence) {
  return {
    photoKeys: sequence.photoKeys,
    capturedAt: sequence.capturedAt,
    cameraMake: sequence.cameraMake,
    isPano: sequence.isPano,
    isPrivate: sequence.isPrivate,
  }
}

async function numberPhotos(db: Db, { userId, sequenceId }: ImportJob, keys: string[]): Promise<void> {
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

async function planPhotos(db: Db, { importId, sequenceId }: ImportJob): Promise<void> {
  await db
    .insert(importPhotos)
    .select(
      db
        .select({
          importId: sql<number>`${importId}::bigint`.as('import_id'),
          photoId: photos.id,
          data: sql<'pending'>`'pending'`.as('data'),
          altitude: sql<'pending'>`'pending'`.as('altitude'),
          trafficsigns: sql<'pending'>`'pending'`.as('trafficsigns'),
          segmentations: sql<'pending'>`'pending'`.as('segmentations'),
          instances: sql<'pending'>`'pending'`.as('instances'),
          originals: sql<'pending'>`'pending'`.as('originals'),
          bytes: sql<number>`0`.as('bytes'),
        })
        .from(photos)
        .where(eq(photos.sequenceId, sequenceId)),
    )
    .onConflictDoNothing()
  await db
    .update(imports)
    .set({ photoTotal: sql`(select count(*) from import_photos where import_id = ${importId})` })
    .where(eq(imports.id, importId))
}
