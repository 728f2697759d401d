import * as z from 'zod/mini'
import type { ElevationProfile } from '@/lib/geo/elevation-profile'
import type { SequenceChanges as Changes } from '@/lib/imports/sync/check-changes'
import { oneOf } from './one-of'

const Line = z.array(z.tuple([z.number(), z.number()]))

export const Sequence = z.object({
  geometry: z.nullable(
    z.discriminatedUnion('type', [
      z.object({ type: z.literal('LineString'), coordinates: Line }),
      z.object({ type: z.literal('MultiLineString'), coordinates: z.array(Line) }),
    ]),
  ),
  properties: z.object({
    name: z.string(),
    user: z.string(),
    capturedAt: z.nullable(z.string()),
    timeZone: z.nullable(z.string()),
    photoCount: z.number(),
    lengthMeters: z.number(),
  }),
})

const ValuesBefore = z.partial(
  z.object({
    name: z.string(),
    description: z.string(),
    transportType: z.nullable(z.string()),
    tags: z.array(z.string()),
    published: z.boolean(),
  }),
)
export const SequenceEditResults = z.object({
  results: z.array(z.object({ id: z.string(), before: z.nullable(ValuesBefore), problem: z.nullable(z.string()) })),
})

export const SequencePhotoIds = z.object({ photos: z.array(z.object({ id: z.string(), n: z.number() })) })

const Profile: z.ZodMiniType<ElevationProfile> = z.object({
  points: z.array(
    z.object({ id: z.string(), n: z.number(), distanceMeters: z.number(), altitude: z.nullable(z.number()) }),
  ),
  lengthMeters: z.number(),
  min: z.number(),
  max: z.number(),
  climbMeters: z.number(),
  descentMeters: z.number(),
})
export const SequenceProfile = z.object({ profile: z.nullable(Profile) })

export const RequestedImport = z.object({ importId: z.string() })

export const SequenceDeletion = z.object({ backupFolder: z.nullable(z.string()) })

const stored = { id: z.string(), n: z.number(), mapillaryKey: z.string() }
const Stored = z.object({ total: z.number(), photos: z.array(z.object(stored)) })

export const SequenceChanges: z.ZodMiniType<Changes> = z.object({
  sequenceId: z.string(),
  checkedAt: z.string(),
  isGone: z.boolean(),
  private: z.nullable(z.object({ before: z.boolean(), now: z.boolean() })),
  added: z.object({
    total: z.number(),
    photos: z.array(z.object({ n: z.number(), mapillaryKey: z.string(), capturedAt: z.nullable(z.string()) })),
  }),
  changed: z.object({
    total: z.number(),
    photos: z.array(
      z.object({
        ...stored,
        facts: z.array(
          oneOf<Changes['changed']['photos'][number]['facts'][number]>({
            time: true,
            position: true,
            heading: true,
            camera: true,
            kind: true,
            privacy: true,
          }),
        ),
      }),
    ),
  }),
  back: Stored,
  gone: Stored,
  moved: z.object({ total: z.number(), photos: z.array(z.object({ ...stored, mapillarySequenceKey: z.string() })) }),
  elsewhere: z.array(z.object({ sequenceId: z.string(), count: z.number() })),
  incomplete: Stored,
})
