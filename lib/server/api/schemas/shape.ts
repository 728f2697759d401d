import { z } from 'zod'
import { named } from './registry'

const Ring = z.array(z.tuple([z.number(), z.number()]))

export const Shape = named(
  'Shape',
  z
    .union([
      z.object({ type: z.literal('Polygon'), coordinates: z.array(Ring) }),
      z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(Ring)) }),
    ])
    .describe('Where on the picture: shares of its width and height from the top left, 0 to 1.'),
)
