import type { Db } from '@/db/client'
import { AppError } from '@/lib/errors'
import { type BatchPhoto, findPending, markDone, markFailed } from '@/lib/imports/batch'
import type { ImportJob, Outcome } from '@/lib/imports/outcome'
import { storeAltitudes } from '@/lib/imports/store-altitudes'
import { storeDetections } from '@/lib/imports/store-detections'
import { storeImages } from '@/lib/imports/store-images'
import type { ImportStage } from '@/lib/imports/types'
import { unlessAborted, whileActive } from '@/lib/imports/while-active'
import { isUnreadable, UnreadableAnswer } from '@/lib/mapillary/http-errors'
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
const TRIES_AS_A_WHOLE = 3
const TRIES = 10 // a quarter of an hour, with the waits between them
const OUTAGE = 8 // photos that could not be had one by one, and none that could: it is not the photo, it is the service

/**
 * Brings in one stage for the photos that wait for it, batch by batch. After `tries` answers that could not be understood the batch is
 * taken apart, so that one bad photo fails alone; when nothing of it can be had, it is asked for again later. A cancelled import
 * stops within a second or two, also in the middle of a call. Safe to repeat.
 */
export async function importStage(
  tools: StageTools,
  job: ImportJob,
  { stage, tries }: { stage: DataStage; tries: number },
): Promise<Outcome> {
  const outcome = await whileActive(tools.db, job.importId, (signal) =>
    unlessAborted(signal, importBatches(tools, job, { stage, tries, signal })),
  )
  return outcome ?? { next: 'stop' }
}

async function importBatches(
  tools: StageTools,
  job: ImportJob,
  { stage, tries, signal }: { stage: DataStage; tries: number; signal: AbortSignal },
): Promise<Outcome> {
  const end = Date.now() + LONG_ENOUGH_MS
  for (let isFirst = true; Date.now() < end; isFirst = false) {
    if (signal.aborted) return { next: 'stop' }
    const batch = await findPending(tools.db, { importId: job.importId, stage })
    if (batch.length === 0) return { next: 'done' }
    try {
      if (isFirst && tries >= TRIES_AS_A_WHOLE)
        await importParts(tools, job, { stage, batch, isLastTry: tries >= TRIES })
      else await importBatch(tools, job, { stage, batch })
    } catch (error) {
      if (isFirst || !(error instanceof AppError && error.code === 'UPSTREAM_FAILED')) throw error
      break // something got through: not an outage yet
    }
  }
  return { next: 'again' }
}

async function importBatch(
  tools: StageTools,
  job: ImportJob,
  { stage, batch }: { stage: DataStage; batch: BatchPhoto[] },
) {
  const { importId } = job
  const missing = await WORK[stage](tools, job, batch).catch(throwOn)
  const missingIds = new Set(missing?.photoIds)
  if (missing) await markFailed(tools.db, { importId, stage, ...missing })
  const photoIds = batch.map(({ id }) => id).filter((id) => !missingIds.has(id))
  await markDone(tools.db, { importId, stage, photoIds })
}

/** A refusal of photos that are the owner's own ends no import: it is one more answer that cannot be used. */
function throwOn(error: unknown): never {
  const isRefusal = error instanceof AppError && (error.code === 'FORBIDDEN' || error.code === 'NOT_FOUND')
  throw isRefusal ? new AppError('UPSTREAM_FAILED', error.message, { cause: new UnreadableAnswer(error) }) : error
}

/** Halves the batch until what cannot be had is alone, and fails that. */
async function importParts(
  tools: StageTools,
  job: ImportJob,
  { stage, batch, isLastTry }: { stage: DataStage; batch: BatchPhoto[]; isLastTry: boolean },
) {
  const fail = (photos: BatchPhoto[], { message }: AppError) =>
    markFailed(tools.db, { importId: job.importId, stage, photoIds: photos.map(({ id }) => id), reason: message })
  const bad: [photo: BatchPhoto, error: AppError][] = []
  let hasSucceeded = false
  for (const parts = halves(batch); parts.length > 0; ) {
    const part = parts.shift() ?? []
    try {
      await importBatch(tools, job, { stage, batch: part })
      hasSucceeded = true
    } catch (error) {
      if (!(error instanceof AppError && isUnreadable(error))) throw error
      const [photo] = part
      if (part.length > 1) parts.unshift(...halves(part))
      else if (photo) bad.push([photo, error])
      const isHopeless = !hasSucceeded && bad.length >= Math.min(OUTAGE, batch.length)
      if (isHopeless && !isLastTry) throw error
      if (isHopeless) return fail(batch, error)
    }
  }
  for (const [photo, error] of bad) await fail([photo], error)
}

function halves(batch: BatchPhoto[]): BatchPhoto[][] {
  const middle = Math.ceil(batch.length / 2)
  return [batch.slice(0, middle), batch.slice(middle)].filter((part) => part.length > 0)
}
