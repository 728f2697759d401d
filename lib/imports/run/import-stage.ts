import type { Db } from '@/db/client'
import { AppError } from '@/lib/errors'
import { isUnreadable, UnreadableAnswer } from '@/lib/mapillary/http-errors'
import type { MapillaryClient } from '@/lib/mapillary/types'
import type { DataStage } from '@/lib/model/import-stages'
import { mapKeys } from '@/lib/model/keys-of'
import { DETECTION_LAYERS, LAYERS } from '@/lib/model/layers'
import { abortable } from './abortable'
import type { ImportJob } from './import-job'
import type { Outcome } from './outcome'
import { type BatchPhoto, findPending } from './photos/find-pending'
import { markDone, markFailed } from './photos/mark-photos'
import { storeAltitudes } from './photos/store-altitudes'
import { storeAllDetections, storeDetections } from './photos/store-detections'
import { storeImages } from './photos/store-images'
import type { StageTools } from './stage-tools'
import { withCancellation } from './with-cancellation'

/** Photos that Mapillary does not know, with the words to show. */
type Missing = { photoIds: number[]; reason: string }

type StoreBatch = (tools: StageTools, job: ImportJob, batch: BatchPhoto[]) => Promise<Missing | undefined>

const STORE: Record<DataStage, StoreBatch> = {
  data: storeImages,
  altitude: storeAltitudes,
  ...mapKeys(
    LAYERS,
    (layer): StoreBatch =>
      (tools, job, batch) =>
        storeDetections(tools, job, { layer, batch }),
  ),
}

const STEP_BUDGET_MS = 20_000 // a step ends after so long, so that a crash repeats little and no server's limit is met
const TRIES_AS_A_WHOLE = 3
const TRIES = 10 // a quarter of an hour, with the waits between them
const OUTAGE = 8 // so many photos failed one by one and none came: the fault is the service's, not a photo's

/**
 * Imports one stage for the photos that wait for it, batch by batch. After several answers in a row that could not be understood (`tries`),
 * the batch is split, so that only the bad photo fails. When no photo of it comes, the batch is tried again later. A cancelled import stops
 * within a second or two, even in the middle of a call. Safe to repeat.
 */
export async function importStage(
  tools: StageTools,
  job: ImportJob,
  { stage, tries }: { stage: DataStage; tries: number },
): Promise<Outcome> {
  const outcome = await withCancellation(tools.db, job.importId, (signal) =>
    abortable(signal, importBatches(tools, job, { stage, tries, signal })),
  )
  return outcome ?? { next: 'stop' }
}

async function importBatches(
  tools: StageTools,
  job: ImportJob,
  { stage, tries, signal }: { stage: DataStage; tries: number; signal: AbortSignal },
): Promise<Outcome> {
  const end = Date.now() + STEP_BUDGET_MS
  const stages = stagesOf(tools.mapillary, stage)
  let after = 0 // this step has looked at the photos up to here, and need not pass over those that are done again
  for (let isFirst = true; Date.now() < end; isFirst = false) {
    if (signal.aborted) return { next: 'stop' }
    const batch = await findFirstPending(tools.db, job, { stages, after })
    if (batch.length === 0) {
      if (after === 0) return { next: 'done' }
      after = 0 // look once more from the beginning for what is left
      continue
    }
    try {
      if (isFirst && tries >= TRIES_AS_A_WHOLE)
        await importParts(tools, job, { stages, batch, isLastTry: tries >= TRIES })
      else await importBatch(tools, job, { stages, batch })
    } catch (error) {
      if (isFirst || !(error instanceof AppError && error.code === 'UPSTREAM_FAILED')) throw error
      break // something got through: not an outage yet
    }
    after = batch.at(-1)?.id ?? 0
  }
  return { next: 'again' }
}

/** The stages that one step imports: where Mapillary answers all layers together (v4), the first layer's step imports all of them. */
export function stagesOf(mapillary: MapillaryClient, stage: DataStage): DataStage[] {
  const isLayer = DETECTION_LAYERS.some((layer) => layer === stage)
  if (!isLayer || !mapillary.listAllDetections) return [stage]
  return stage === DETECTION_LAYERS[0] ? [...DETECTION_LAYERS] : []
}

async function findFirstPending(
  db: Db,
  { importId }: ImportJob,
  { stages, after }: { stages: DataStage[]; after: number },
): Promise<BatchPhoto[]> {
  for (const stage of stages) {
    const batch = await findPending(db, { importId, stage, after })
    if (batch.length > 0) return batch
  }
  return []
}

async function importBatch(
  tools: StageTools,
  job: ImportJob,
  { stages, batch }: { stages: DataStage[]; batch: BatchPhoto[] },
) {
  const { importId } = job
  const [only] = stages
  const isTogether = stages.length > 1 || !only
  const work = isTogether ? storeAllDetections(tools, job, batch) : STORE[only](tools, job, batch)
  const missing = await work.catch(throwOn)
  const missingIds = new Set(missing?.photoIds)
  const photoIds = batch.map(({ id }) => id).filter((id) => !missingIds.has(id))
  for (const stage of stages) {
    if (missing) await markFailed(tools.db, { importId, stage, ...missing })
    await markDone(tools.db, { importId, stage, photoIds })
  }
}

/** Mapillary refused photos of the owner. That does not end the import: it is one more answer that cannot be used. */
function throwOn(error: unknown): never {
  const isRefusal = error instanceof AppError && (error.code === 'FORBIDDEN' || error.code === 'NOT_FOUND')
  throw isRefusal ? new AppError('UPSTREAM_FAILED', error.message, { cause: new UnreadableAnswer(error) }) : error
}

/** Halves the batch until each photo that cannot be imported is a batch of its own, and fails those. */
async function importParts(
  tools: StageTools,
  job: ImportJob,
  { stages, batch, isLastTry }: { stages: DataStage[]; batch: BatchPhoto[]; isLastTry: boolean },
) {
  const fail = async (photos: BatchPhoto[], { message }: AppError) => {
    const failed = { importId: job.importId, photoIds: photos.map(({ id }) => id), reason: message }
    for (const stage of stages) await markFailed(tools.db, { ...failed, stage })
  }
  const bad: [photo: BatchPhoto, error: AppError][] = []
  let hasSucceeded = false
  for (const parts = halves(batch); parts.length > 0; ) {
    const part = parts.shift() ?? []
    try {
      await importBatch(tools, job, { stages, batch: part })
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
