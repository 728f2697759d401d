import type { Db } from '@/db/client'
import type { Backup } from '@/lib/backup/types'
import type { AppError } from '@/lib/errors'
import type { Gazetteer } from '@/lib/geocoder/gazetteer/gazetteer'
import { backUpOriginals } from '@/lib/imports/originals/back-up-originals'
import type { MapillaryClient } from '@/lib/mapillary/types'
import { type DataStage, STAGES } from '@/lib/model/import-stages'
import type { Limits } from '@/lib/model/limits'
import type { TokenKeys } from '@/lib/users/token-cipher'
import { failOriginals, failStage } from './fail-stage'
import { importStage } from './import-stage'
import type { Outcome } from './outcome'
import { readSequence } from './read-sequence'
import type { RetryBudget } from './retry-budget'
import { runAttempt } from './run-attempt'

type Tools = {
  db: Db
  mapillary: MapillaryClient
  backup: Backup
  tokenKeys: TokenKeys
  useComputedPositions: boolean
  gazetteer: Gazetteer
  limits?: Limits
}
type Part = { importId: number; attempt: number; budget: RetryBudget }

const ORIGINALS_BUDGET_MS = 30 * 60_000 // one photo that never comes must not hold back the end of the import for a day

/** The first part of an import. Like each of these, one attempt and safe to repeat. It fails the import when its budget is exhausted. */
export function runReadSequence(tools: Tools, part: Part): Promise<Outcome> {
  return runAttempt(tools, { ...part, failureText: 'Mapillary did not describe the sequence' }, (job) =>
    readSequence(tools, job),
  )
}

/** One of the stages that run side by side after it. When its budget is exhausted, what is missing has failed and the import goes on. */
export function runStage(tools: Tools, { stage, ...part }: Part & { stage: DataStage }): Promise<Outcome> {
  const onExhausted = (error: AppError) => failStage(tools, { importId: part.importId, stage }, error)
  return runAttempt(tools, { ...part, failureText: STAGES[stage].failureText, onExhausted }, (job) =>
    importStage(tools, job, { stage, tries: part.budget.tries }),
  )
}

/** As runStage, for the originals. */
export function runOriginals(
  tools: Tools,
  part: Part,
  { budgetMs = ORIGINALS_BUDGET_MS, ...options }: { budgetMs?: number; retryDelayMs?: (tries: number) => number } = {},
): Promise<Outcome> {
  const onExhausted = (error: AppError) => failOriginals(tools.db, part.importId, error)
  const { failureText } = STAGES.originals
  return runAttempt(tools, { ...part, failureText, budgetMs, onExhausted }, (job) =>
    backUpOriginals(tools, job, options),
  )
}
