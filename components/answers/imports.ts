import * as z from 'zod/mini'
import { STAGE_WORDS, STATE_WORDS } from '@/components/imports/state-words'
import type { ImportProgress } from '@/lib/imports/types'
import { oneOf } from './one-of'

const Stage = oneOf(STAGE_WORDS)
const StageProgress = z.object({
  total: z.number(),
  done: z.number(),
  failed: z.number(),
  waiting: z.number(),
  bytes: z.number(),
})
const Stages = z.custom<ImportProgress['stages']>((stages) => {
  const progress = z.record(z.string(), StageProgress).safeParse(stages).data
  return progress !== undefined && Object.keys(STAGE_WORDS).every((stage) => stage in progress)
})

export const Import: z.ZodMiniType<ImportProgress> = z.object({
  id: z.string(),
  sequenceId: z.string(),
  kind: z.union([z.literal('import'), z.literal('sync')]),
  sequenceName: z.string(),
  mapillarySequenceKey: z.string(),
  status: oneOf(STATE_WORDS),
  reason: z.nullable(z.string()),
  waitingUntil: z.nullable(z.string()),
  requestedAt: z.string(),
  startedAt: z.nullable(z.string()),
  finishedAt: z.nullable(z.string()),
  photoTotal: z.nullable(z.number()),
  stages: Stages,
  errorTotal: z.number(),
  errors: z.array(
    z.object({
      photoId: z.string(),
      n: z.number(),
      mapillaryKey: z.string(),
      stage: Stage,
      reason: z.string(),
    }),
  ),
})
