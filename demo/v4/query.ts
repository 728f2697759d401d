import { z } from 'zod'

const list = z.string().transform((text) => text.split(',').filter(Boolean))
const time = z
  .string()
  .transform((text) => Date.parse(text))
  .refine(Number.isFinite, 'expected an ISO 8601 time')

/** The query parameters of v4 that the demo understands; others are ignored. */
export const Query = z.object({
  fields: list.default([]),
  image_ids: list.optional(),
  sequence_ids: list.optional(),
  sequence_id: z.string().optional(),
  creator_username: z.string().optional(),
  start_captured_at: time.optional(),
  end_captured_at: time.optional(),
  limit: z.coerce.number().int().min(1).max(2000).default(2000),
  after: z.coerce.number().int().min(0).default(0), // the real cursor says nothing to anybody; this one counts
})
export type Query = z.infer<typeof Query>
