import type { Db } from '@/db/client'
import { AppError } from '@/lib/errors'
import { type BatchPhoto, findPending, markDone, markFailed } from '@/lib/imports/batch'
import { type ImportJob, isUnreadable, type Outcome } from '@/lib/imports/outcome'
import { storeAltitudes } from '@/lib/imports/store-altitudes'
import { storeDetections } from '@/lib/imports/store-detections'
import { storeImages } from '@/lib/imports/store-images'
import type { ImportStage } from '@/lib/imports/types'
import type { MapillaryClient } from '@/lib/mapillary/types'

export type StageTools = { db: Db; mapillary: MapillaryClient; useComputedPositions: boolean }
export type DataStage = Exclude<ImportStage, 'originals'>

/** Photos that Mapillary does not know, with the words to show. */
type Missing = { photoIds: number[]; reason: string }

const WORK: Record<
  DataStage,
  (tools: StageTools, job: ImportJob, batch: BatchPhoto[]) => Promise<Missing | undefined>
> = {
  data: storeImages,
  altitude: storeAltitudes,
  trafficsigns: (tools, job, batch) => storeDetections(tools, job, { layer: 'trafficsigns', batch }),
  segmentations: (tools, job, batch) => storeDetections(tools, job, { layer: 'segmentations', batch }),
  instances: (tools, job, batch) => storeDetections(tools, job, { layer: 'instances', batch }),
}

const LONG_ENOUGH_MS = 20_000 // a step ends after so long, so that a crash repeats little and no server's limit is met
const TRIES = 3

/**
 * Brings in one stage for the photos that wait for it, batch by batch. After `tries` answers that could not be understood the
 * photos of that batch are asked for one by one, so that one bad photo fails alone. Safe to repeat.
 */
export async function importStage(
  tools: StageTools,
  job: ImportJob,
  { stage, tries }: { stage: DataStage; tries: number },
): Promise<Outcome> {
  const end = Date.now() + LONG_ENOUGH_MS
  for (let isFirst = true; Date.now() < end; isFirst = false) {
    const batch = await findPending(tools.db, { importId: job.importId, stage })
    if (batch.length === 0) return { next: 'done' }
    if (isFirst && tries >= TRIES - 1) await importOneByOne(tools, job, { stage, batch })
    else await importBatch(tools, job, { stage, batch })
  }
  return { next: 'again' }
}

async function importBatch(
  tools: StageTools,
  job: ImportJob,
  { stage, batch }: { stage: DataStage; batch: BatchPhoto[] },
) {
  const { importId } = job
  const missing = await WORK[stage](tools, job, batch)
  const missingIds = new Set(missing?.photoIds)
  if (missing) await markFailed(tools.db, { importId, stage, ...missing })
  const photoIds = batch.map(({ id }) => id).filter((id) => !missingIds.has(id))
  await markDone(tools.db, { importId, stage, photoIds })
}

async function importOneByOne(
  tools: StageTools,
  job: ImportJob,
  { stage, batch }: { stage: DataStage; batch: BatchPhoto[] },
) {
  for (const photo of batch) {
    try {
      await importBatch(tools, job, { stage, batch: [photo] })
    } catch (error) {
      if (!(error instanceof AppError && isUnreadable(error))) throw error
      await markFailed(tools.db, { importId: job.importId, stage, photoIds: [photo.id], reason: error.message })
    }
  }
}
