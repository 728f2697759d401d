import * as z from 'zod/mini'

// What the map reads of our API's answers. Loaded with the first of them, and zod with it.

export const PhotoPreviewAnswer = z.object({
  properties: z.object({
    capturedAt: z.nullable(z.string()),
    user: z.object({ username: z.string() }),
    sequence: z.object({ name: z.string() }),
    goneAt: z.nullable(z.string()),
    links: z.object({ mapillary: z.string() }),
  }),
})

export const SequencePreviewAnswer = z.object({
  properties: z.object({
    name: z.string(),
    user: z.string(),
    capturedAt: z.nullable(z.string()),
    photoCount: z.number(),
    lengthMeters: z.number(),
  }),
})

export const TileJson = z.object({ tiles: z.tuple([z.url()]) })
