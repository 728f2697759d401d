import { z } from 'zod'

export const UpstreamOptions = z.object({
  api: z.enum(['v3', 'v4']).default('v3'), // what the product is told to speak
  username: z.string().default('bench'),
  sequences: z.array(z.object({ photos: z.number().int(), originalBytes: z.number().int() })), // told apart by their number of photos
  drawsThumbnails: z.boolean().default(false), // ones that can be decoded
  latencyMs: z.number().default(0), // before every answer
  bytesPerSecond: z.number().nullable().default(null), // of all pictures together; null: as fast as it can
})
export type UpstreamOptions = z.input<typeof UpstreamOptions>

/** What the upstream says when it listens. */
export const UpstreamReady = z.object({ origin: z.string(), sequenceKeys: z.array(z.string()) })

/** What was asked of the upstream: originals by photo key, other calls by the list (or what of an entity) they went to. */
export const UpstreamCounts = z.object({
  originals: z.record(z.string(), z.number()),
  others: z.record(z.string(), z.number()),
  inFlight: z.number(),
  bytes: z.number(),
})
export type UpstreamCounts = z.infer<typeof UpstreamCounts>
