import * as z from 'zod/mini'

export const Places = z.object({
  places: z.array(z.object({ name: z.string(), detail: z.string(), lngLat: z.tuple([z.number(), z.number()]) })),
})

export const TileJson = z.object({ tiles: z.tuple([z.url()]) })
