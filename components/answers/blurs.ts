import * as z from 'zod/mini'
import { BLUR_SOURCES } from '@/lib/model/pictures/blurs'
import { Shape } from './tags'

export const Blurs = z.object({
  blurs: z.array(
    z.object({
      id: z.string(),
      region: Shape,
      source: z.enum(BLUR_SOURCES),
      createdAt: z.string(),
      removedAt: z.nullable(z.string()),
      removedBy: z.nullable(z.string()),
      removable: z.boolean(),
    }),
  ),
})
