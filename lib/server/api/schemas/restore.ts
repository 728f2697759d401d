import { z } from 'zod'
import { named } from './registry'

export const RestoreCode = named(
  'RestoreCode',
  z.object({ expiresAt: z.iso.datetime().describe('until then it begins a restore') }),
)

export const RestoreRequest = named(
  'RestoreRequest',
  z.object({ code: z.string('expected the code from the log').trim().min(1).max(100) }),
)

export const RestoreProgress = named(
  'RestoreProgress',
  z.object({
    state: z.enum(['running', 'ended', 'failed']),
    sequences: z.number().int(),
    sequenceTotal: z.number().int().nullable().describe('null: they are being counted'),
    photos: z.number().int(),
    there: z.number().int().describe('sequences that an earlier restore had brought back'),
    deleted: z.number().int().describe('sequences that were deleted, and stay so'),
    problems: z.array(z.object({ what: z.string(), reason: z.string() })).describe('what could not be restored'),
    failure: z.string().nullable().describe('why it ended before its end'),
  }),
)
