import { z } from 'zod'
import { IMPORT_NOTE_CODES } from '@/lib/model/import-notes'
import { IMPORT_STAGES } from '@/lib/model/import-stages'
import { IMPORT_STATES } from '@/lib/model/import-states'
import { IdText, Moment, PageLinks } from './common'
import { named } from './registry'

const Stage = z.object({ total: z.int(), done: z.int(), failed: z.int(), waiting: z.int(), bytes: z.int() })

export const Import = named(
  'Import',
  z.object({
    id: IdText,
    sequenceId: IdText,
    isSequenceRemoved: z.boolean().describe('It turned out to hold no photo of its own.'),
    kind: z.enum(['import', 'sync']).describe('`sync` brings in only what has changed on Mapillary.'),
    sequenceName: z.string(),
    mapillarySequenceKey: z.string(),
    status: z.enum(IMPORT_STATES),
    reason: z.string().nullable().describe('Why it waits or failed, for people.'),
    notes: z
      .array(
        z.object({
          code: z.enum(IMPORT_NOTE_CODES),
          message: z.string().describe('For people.'),
          sequenceId: IdText.optional().describe('The sequence here that it is about.'),
          count: z.int().optional().describe('Of how many photos.'),
        }),
      )
      .describe('What is no error and must be said.'),
    waitingUntil: Moment.nullable(),
    requestedAt: Moment,
    startedAt: Moment.nullable(),
    finishedAt: Moment.nullable(),
    photoTotal: z.int().nullable().describe('null: the sequence was not read yet.'),
    stages: z.record(z.enum(IMPORT_STAGES), Stage).describe('How far each part is, in photos.'),
    errorTotal: z.int(),
    errors: z
      .array(
        z.object({
          photoId: IdText,
          n: z.int(),
          mapillaryKey: z.string(),
          stage: z.enum(IMPORT_STAGES),
          reason: z.string(),
        }),
      )
      .describe('The first 500.'),
  }),
)

const ImportSummary = named(
  'ImportSummary',
  z.object({
    id: IdText,
    sequenceId: IdText,
    sequenceName: z.string(),
    kind: z.enum(['import', 'sync']),
    status: z.enum(IMPORT_STATES),
    reason: z.string().nullable(),
    requestedAt: Moment,
    photoTotal: z.int().nullable(),
    originalsDone: z.int(),
    percentDone: z.int().nullable().describe('How much of all stages is settled; null: it holds no photo yet.'),
    errorTotal: z.int(),
  }),
)

export const ImportPage = named('ImportPage', z.object({ imports: z.array(ImportSummary), links: PageLinks }))
