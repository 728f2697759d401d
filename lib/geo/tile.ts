import { z } from 'zod'

/** Tiles end at z16, which holds every photo; maps stretch them beyond. */
export const MAX_TILE_ZOOM = 16

/** Units along one side of a vector tile. */
export const TILE_EXTENT = 4096

const number = z
  .string()
  .regex(/^(0|[1-9]\d{0,6})$/, 'expected a whole number')
  .transform(Number)

/** A tile as it stands in the path `/{z}/{x}/{y}.mvt`. */
export const TileCoord = z
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

export type TileCoord = z.infer<typeof TileCoord>
