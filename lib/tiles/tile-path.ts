import { z } from 'zod'
import { MAX_TILE_ZOOM, type TileCoord } from '@/lib/geo/tile'

const number = z
  .string()
  .regex(/^(0|[1-9]\d{0,6})$/, 'expected a whole number')
  .transform(Number)

/** A tile as it stands in the path `/{z}/{x}/{y}.mvt`. */
export const TilePath: z.ZodType<TileCoord> = z
  .object({
    z: number.refine((zoom) => zoom <= MAX_TILE_ZOOM, `expected a zoom of 0 to ${MAX_TILE_ZOOM}`),
    x: number,
    y: z
      .string()
      .endsWith('.mvt', 'expected .mvt at the end')
      .transform((text) => text.slice(0, -'.mvt'.length))
      .pipe(number),
  })
  .refine(({ z: zoom, x, y }) => x < 2 ** zoom && y < 2 ** zoom, 'expected x and y below 2 to the power of z')
