import * as z from 'zod/mini'
import { STATE_WORDS } from '@/components/imports/state-words'
import type { ImportProgress } from '@/lib/imports/types'
import { IMPORT_NOTE_CODES } from '@/lib/model/import-notes'
import { IMPORT_STAGES } from '@/lib/model/import-stages'
import { oneOf } from './one-of'

const Stage = z.enum(IMPORT_STAGES)
const StageProgress = z.object({
  total: z.number(),
  done: z.number(),
  failed: z.number(),
  waiting: z.number(),
  bytes: z.number(),
})
export const Import: z.ZodMiniType<ImportProgress> = z.object({
  id: z.string(),
  sequenceId: z.string(),
  isSequenceRemoved: z.boolean(),
  kind: z.union([z.literal('import'), z.literal('sync')]),
  sequenceName: z.string(),
  mapillarySequenceKey: z.string(),
  status: oneOf(STATE_WORDS),
  reason: z.nullable(z.string()),
  notes: z.array(
    z.object({
      code: z.enum(IMPORT_NOTE_CODES),
      message: z.string(),
      sequenceId: z.exactOptional(z.string()),
      count: z.exactOptional(z.number()),
    }),
  ),
  waitingUntil: z.nullable(z.string()),
  requestedAt: z.string(),
  startedAt: z.nullable(z.string()),
  finishedAt: z.nullable(z.string()),
  photoTotal: z.nullable(z.number()),
  stages: z.record(Stage, StageProgress),
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
