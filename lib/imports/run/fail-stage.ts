import type { Db } from '@/db/client'
import type { AppError } from '@/lib/errors'
import type { MapillaryClient } from '@/lib/mapillary/types'
import type { DataStage, ImportStage } from '@/lib/model/import-stages'
import { stagesOf } from './import-stage'
import type { Outcome } from './outcome'
import { findPending } from './photos/find-pending'
import { markFailed } from './photos/mark-photos'

const AT_ONCE = 10_000

/** The service did not come back in time: what is still missing has failed, and the user can retry it. */
export async function failOriginals(db: Db, importId: number, error: AppError): Promise<Outcome> {
  return (await failPending(db, { importId, stage: 'originals', error })) ? { next: 'again' } : { next: 'done' }
}

/** As failOriginals, for a stage of the data and those that come with it. */
export async function failStage(
  { db, mapillary }: { db: Db; mapillary: MapillaryClient },
  { importId, stage }: { importId: number; stage: DataStage },
  error: AppError,
): Promise<Outcome> {
  const stages = stagesOf(mapillary, stage)
  const failed = await Promise.all(stages.map((one) => failPending(db, { importId, stage: one, error })))
  return failed.includes(true) ? { next: 'again' } : { next: 'done' }
}

async function failPending(
  db: Db,
  { importId, stage, error }: { importId: number; stage: ImportStage; error: AppError },
): Promise<boolean> {
  const pending = await findPending(db, { importId, stage, limit: AT_ONCE })
  await markFailed(db, { importId, stage, photoIds: pending.map(({ id }) => id), reason: error.message })
  return pending.length > 0
}
