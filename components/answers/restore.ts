import * as z from 'zod/mini'

export const RestoreCode = z.object({ expiresAt: z.string() })

export const RestoreProgress = z.object({
  state: z.enum(['running', 'ended', 'failed']),
  sequences: z.number(),
  sequenceTotal: z.nullable(z.number()),
  photos: z.number(),
  there: z.number(),
  deleted: z.number(),
  problems: z.array(z.object({ what: z.string(), reason: z.string() })),
  failure: z.nullable(z.string()),
})
export type RestoreProgress = z.infer<typeof RestoreProgress>
