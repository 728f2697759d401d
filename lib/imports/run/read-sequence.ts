import { and, eq, isNull } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { sequences } from '@/db/schema/sequences'
import { AppError } from '@/lib/errors'
import { plausiblePositions } from '@/lib/geo/doubts'
import type { Gazetteer } from '@/lib/geocoder/gazetteer/gazetteer'
import { describeSequence, syncSequence } from '@/lib/imports/sync/sync-sequence'
import { findCandidates } from '@/lib/key-migration/old-keys'
import type { MapillaryClient } from '@/lib/mapillary/types'
import { fastestMetersPerSecond } from '@/lib/model/transport-types'
import { describeLine } from '@/lib/sequences/measuring/describe-line'
import { nameSequences } from '@/lib/sequences/name-sequences'
import { electMinZooms } from '@/lib/tiles/elect-min-zoom'
import type { ImportJob } from './import-job'
import type { Outcome } from './outcome'
import { movePhotos } from './photos/move-photos'
import { noteElsewhere } from './photos/note-elsewhere'
import { numberPhotos } from './photos/number-photos'
import { planPhotos } from './photos/plan-photos'
import { endEmptyImport, removeEmptySequence } from './remove-empty-sequence'

/**
 * First step of an import: the sequence's keys in order, its line, name and privacy, and a numbered row for each photo.
 * Photos that have a number keep it; new ones get the next. A sync brings in only what has changed. Safe to repeat. A sequence that
 * has become empty ends the import. Throws INVALID_INPUT when all its photos are elsewhere.
 */
export async function readSequence(
  { db, mapillary, gazetteer }: { db: Db; mapillary: MapillaryClient; gazetteer: Gazetteer },
  job: ImportJob,
): Promise<Outcome> {
  if (job.kind === 'sync') return syncSequence({ db, mapillary }, job)
  const sequence = await mapillary.getSequence(await job.token(), job.sequenceKey)
  if (sequence.photoKeys.length === 0) {
    await endEmptyImport(db, job)
    return { next: 'stop' }
  }
  const emptyReason = await db.transaction(async (tx) => {
    await tx.update(sequences).set(describeSequence(sequence)).where(eq(sequences.id, job.sequenceId))
    // What is published keeps its line until the end: this one may lead past photos that have become private.
    await tx
      .update(sequences)
      .set(describeLine(plausiblePositions(sequence.coordinates, fastestMetersPerSecond(null))))
      .where(and(eq(sequences.id, job.sequenceId), isNull(sequences.publishedAt)))
    const uncertain = await findCandidates(tx, job.sequenceId)
    const keys = sequence.photoKeys.filter((key) => !uncertain.newKeys.has(key))
    const moved = job.elsewhere === 'move' ? await movePhotos(tx, job, keys) : []
    await numberPhotos(tx, job, keys)
    await planPhotos(tx, job)
    const notes = await noteElsewhere(tx, job, sequence.photoKeys, moved)
    return notes.length > 0 ? removeEmptySequence(tx, job, notes) : null
  })
  if (emptyReason !== null) throw new AppError('INVALID_INPUT', emptyReason)
  await nameSequences({ db, gazetteer }, job.sequenceId)
  await electMinZooms(db)
  return { next: 'done' }
}
