import * as z from 'zod/mini'
import { STATE_WORDS } from '@/components/imports/state-words'
import type { Totals } from '@/lib/imports/importable/choice'
import type { ImportablePage } from '@/lib/imports/importable/importable-pages'
import type { MapLine } from '@/lib/imports/importable/map-lines'
import type { ImportableSequence, ImportedState } from '@/lib/imports/types'
import { oneOf } from './one-of'

const here: z.ZodMiniType<ImportedState> = z.discriminatedUnion('state', [
  z.object({ state: z.literal('new') }),
  z.object({ state: z.literal('taken') }),
  z.object({
    ...{ state: z.literal('importing'), importId: z.string(), sequenceId: z.string() },
    ...{ done: z.number(), total: z.nullable(z.number()), status: oneOf(STATE_WORDS) },
  }),
  z.object({ state: z.literal('imported'), importId: z.string(), sequenceId: z.string(), withErrors: z.boolean() }),
  z.object({
    ...{ state: z.literal('failed'), importId: z.string(), sequenceId: z.string() },
    reason: z.nullable(z.string()),
  }),
])

const facts = {
  key: z.string(),
  capturedAt: z.nullable(z.string()),
  photoCount: z.number(),
  lengthMeters: z.number(),
}

const Sequence: z.ZodMiniType<ImportableSequence> = z.object({
  ...facts,
  cameraMake: z.nullable(z.string()),
  isPano: z.boolean(),
  isPrivate: z.boolean(),
  line: z.array(z.tuple([z.number(), z.number()])),
  near: z.exactOptional(z.string()),
  here,
})

const Sum: z.ZodMiniType<Totals> = z.object({
  count: z.number(),
  photoCount: z.number(),
  newPhotoCount: z.number(),
  lengthMeters: z.number(),
})

export const ImportableSequences: z.ZodMiniType<ImportablePage> = z.object({
  sequences: z.array(Sequence),
  next: z.nullable(z.string()),
  matching: z.number(),
  selectable: Sum,
})

const STATES: Record<ImportedState['state'], true> = {
  ...{ new: true, importing: true, imported: true, failed: true, taken: true },
}

const Line: z.ZodMiniType<MapLine> = z.object({ ...facts, state: oneOf(STATES), path: z.array(z.number()) })

export const ImportableLines = z.object({ lines: z.array(Line), matching: z.number() })

export const ImportableChoice = z.object({ chosen: Sum, within: z.number() })
