import { z } from 'zod'
import { named } from './registry'

export const Mark = named('Mark', z.object({ value: z.boolean('expected true or false') }))

export const Viewpoint = named(
  'Viewpoint',
  z.object({
    value: z.boolean().nullable().describe('Your own mark; null: none.'),
    count: z.int().describe('How many people marked it true.'),
  }),
)
