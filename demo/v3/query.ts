import { z } from 'zod'

const list = z.string().transform((text) => text.split(',').filter(Boolean))
const numbers = (count: number) =>
  z
    .string()
    .transform((text) => text.split(',').map(Number))
    .refine((values) => values.length === count && values.every(Number.isFinite), `expected ${count} numbers`)
const time = z
  .string()
  .transform((text) => Date.parse(text))
  .refine(Number.isFinite, 'expected an ISO 8601 time')
const flag = z.enum(['true', 'false']).transform((text) => text === 'true')

/** The query parameters of v3 that the demo understands; others are ignored, as Mapillary did. */
export const Query = z.object({
  per_page: z.coerce.number().int().min(1).default(200), // the real one's default; its maximum is 1,000
  page: z.coerce.number().int().min(0).default(1),
  bbox: numbers(4).optional(),
  closeto: numbers(2).optional(),
  radius: z.coerce.number().positive().default(100), // metres
  image_keys: list.optional(),
  sequence_keys: list.optional(),
  userkeys: list.optional(),
  usernames: list.optional(),
  values: list.optional(),
  start_time: time.optional(),
  end_time: time.optional(),
  pano: flag.optional(),
  private: flag.optional(),
  computed_coordinates: flag.default(false),
  min_score: z.coerce.number().optional(),
  max_score: z.coerce.number().optional(),
})
export type Query = z.infer<typeof Query>
