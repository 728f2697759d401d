import * as z from 'zod/mini'

/** What the search field suggests by name. */
export const Suggestions = z.object({
  sequences: z.array(z.object({ id: z.string(), name: z.string(), username: z.string(), photoCount: z.number() })),
  places: z.array(z.object({ name: z.string(), detail: z.string(), lngLat: z.tuple([z.number(), z.number()]) })),
})

export const TileJson = z.object({ tiles: z.tuple([z.url()]) })
