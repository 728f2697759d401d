import { eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import type { ImportJob } from '@/lib/imports/run/import-job'
import type { Outcome } from '@/lib/imports/run/outcome'
import { movePhotos } from '@/lib/imports/run/photos/move-photos'
import { noteDenied } from '@/lib/imports/run/photos/note-denied'
import { noteElsewhere } from '@/lib/imports/run/photos/note-elsewhere'
import { numberPhotos } from '@/lib/imports/run/photos/number-photos'
import { planPhotos } from '@/lib/imports/run/photos/plan-photos'
import type { MapillaryClient, MapillarySequence } from '@/lib/mapillary/types'
import { electMinZooms } from '@/lib/tiles/elect-min-zoom'
import { compareSequence } from './compare-sequence'

/**
 * First step of a sync: notes which photos are gone and which are back, gives new ones the next numbers, and plans what is new, changed,
 * back or was never complete. Gone photos keep their number, original and all that people added. Safe to repeat.
 */
export async function syncSequence(tools: { db: Db; mapillary: MapillaryClient }, job: ImportJob): Promise<Outcome> {
  const { sequence, diff } = await compareSequence(tools, { ...job, token: await job.token() })
  const gone = diff.gone.map(({ id }) => id)
  const back = diff.back.map(({ id }) => id)
  const added = diff.added.map(({ mapillaryKey }) => mapillaryKey)
  const photoIds = [...diff.changed, ...diff.back, ...diff.incomplete].map(({ id }) => id)
  await tools.db.transaction(async (tx) => {
    if (sequence) await tx.update(sequences).set(describeSequence(sequence)).where(eq(sequences.id, job.sequenceId))
    const moved = sequence && job.elsewhere === 'move' ? await movePhotos(tx, job, sequence.photoKeys) : []
    if (sequence) await noteElsewhere(tx, job, sequence.photoKeys, moved)
    await numberPhotos(tx, job, added)
    await noteDenied(tx, gone)
    if (back.length > 0) await tx.update(photos).set({ deniedAt: null, goneAt: null }).where(inArray(photos.id, back))
    const lists = JSON.stringify({ known: photoIds, added, moved: moved.length > 0 ? sequence?.photoKeys : [] })
    await planPhotos(
      tx,
      job,
      sql`(${photos.id} in (select value::bigint from jsonb_array_elements_text(${lists}::jsonb -> 'known'))
        or ${photos.mapillaryKey} in (select value from jsonb_array_elements_text(${lists}::jsonb -> 'added'))
        or (${photos.importedAt} is null or ${photos.backedUpAt} is null)
          and ${photos.mapillaryKey} in (select value from jsonb_array_elements_text(${lists}::jsonb -> 'moved')))`,
    )
  })
  await electMinZooms(tools.db)
  return { next: 'done' }
}

/** The columns of `sequences` whose values come from Mapillary. */
export function describeSequence(sequence: MapillarySequence) {
  return {
    photoKeys: sequence.photoKeys,
    capturedAt: sequence.capturedAt,
    cameraMake: sequence.cameraMake,
    isPano: sequence.isPano,
    isPrivate: sequence.isPrivate,
  }
}
