import * as z from 'zod/mini'
import { BACKUP_STATES } from '@/lib/model/backup-states'
import { DETECTION_LAYERS } from '@/lib/model/layers'
import { DECISIONS, REPORT_REASON_NAMES, REPORT_STATES } from '@/lib/model/people/reports'
import { PICTURE_FLAWS } from '@/lib/model/pictures/picture-flaws'
import { mapThumbnails } from '@/lib/model/pictures/picture-sizes'
import type { NearbyPhoto } from '@/lib/photos/choose-nearby'
import type { PhotoDetails as Details, PhotoDetailsFeature, PhotoFeature, PhotoTag } from '@/lib/photos/types'
import { oneOf } from './one-of'
import { Tag } from './tags'

const LngLat = z.tuple([z.number(), z.number()])
const Ring = z.array(z.tuple([z.number(), z.number()]))

const DetectionShape = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: z.array(Ring) }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(Ring)) }),
])

const DetectedTag = z.object({
  id: z.string(),
  source: z.literal('mapillary'),
  layer: z.enum(DETECTION_LAYERS),
  value: z.string(),
  score: z.nullable(z.number()),
  area: z.nullable(z.number()),
  shape: z.nullable(DetectionShape),
}) satisfies z.ZodMiniType<PhotoTag>

const Box = z.object({ left: z.number(), top: z.number(), width: z.number(), height: z.number() })

const properties = {
  key: z.string(),
  sequence: z.object({ id: z.string(), name: z.string() }),
  user: z.object({ username: z.string() }),
  n: z.number(),
  capturedAt: z.nullable(z.string()),
  timeZone: z.nullable(z.string()),
  cameraMake: z.nullable(z.string()),
  cameraModel: z.nullable(z.string()),
  compassAngle: z.nullable(z.number()),
  pano: z.boolean(),
  altitude: z.nullable(z.number()),
  altitudeSource: z.nullable(oneOf<NonNullable<Details['altitudeSource']>>({ reference: true, camera: true })),
  computedAltitude: z.nullable(z.number()),
  doubts: z.array(oneOf<Details['doubts'][number]>({ position: true, time: true, altitude: true })),
  private: z.boolean(),
  public: z.boolean(),
  hidden: z.boolean(),
  viewpointCount: z.number(),
  goneAt: z.nullable(z.string()),
  computedPosition: z.nullable(LngLat),
  licence: z.literal('CC BY-SA 4.0'),
  distance: z.exactOptional(z.number()),
  searched: z.exactOptional(z.object({ value: z.string(), box: Box })),
  links: z.object({
    self: z.string(),
    page: z.string(),
    images: z.object(mapThumbnails(() => z.string())),
    original: z.exactOptional(z.string()),
    mapillary: z.nullable(z.string()),
    sequence: z.string(),
  }),
}

const feature = {
  type: z.literal('Feature'),
  id: z.string(),
  geometry: z.nullable(z.object({ type: z.literal('Point'), coordinates: LngLat })),
}

const Photo: z.ZodMiniType<PhotoFeature> = z.object({ ...feature, properties: z.object(properties) })
export const PhotoPage = z.object({
  features: z.array(Photo),
  links: z.object({ next: z.nullable(z.string()) }),
})

export const PhotoDetails: z.ZodMiniType<PhotoDetailsFeature> = z.object({
  ...feature,
  properties: z.object({
    ...properties,
    tags: z.array(z.discriminatedUnion('source', [DetectedTag, Tag])),
    total: z.number(),
    neighbours: z.object({ previous: z.array(z.string()), next: z.array(z.string()) }),
    backup: z.nullable(
      z.object({
        bytes: z.number(),
        sha256: z.string(),
        at: z.string(),
        form: z.nullable(
          oneOf<NonNullable<NonNullable<Details['backup']>['form']>>({ uploaded: true, processed: true }),
        ),
        flaws: z.array(z.enum(PICTURE_FLAWS)),
        file: z.nullable(z.string()),
        verifiedAt: z.exactOptional(z.nullable(z.string())),
        state: z.exactOptional(z.nullable(z.enum(BACKUP_STATES))),
        copies: z.exactOptional(z.number()),
      }),
    ),
    panoramaCrop: z.nullable(Box),
    isPanoramaDoubted: z.boolean(),
    tileLevels: z.array(z.object({ level: z.number(), width: z.number(), height: z.number() })),
    trusted: z.array(oneOf<Details['doubts'][number]>({ position: true, time: true, altitude: true })),
    keepShowing: z.boolean(),
    excluded: z.boolean(),
    hiding: z.nullable(
      z.object({
        by: oneOf<NonNullable<Details['hiding']>['by']>({ owner: true, moderator: true, report: true }),
        reason: z.nullable(z.string()),
        at: z.string(),
      }),
    ),
    isMatched: z.boolean(),
    isOwner: z.boolean(),
    ownMark: z.nullable(z.boolean()),
    ownMarkedAt: z.nullable(z.string()),
    isFavourite: z.boolean(),
    reports: z.exactOptional(
      z.array(
        z.object({
          id: z.string(),
          reason: z.enum(REPORT_REASON_NAMES),
          state: z.enum(REPORT_STATES),
          createdAt: z.string(),
          decision: z.nullable(z.enum(DECISIONS)),
          decisionReason: z.nullable(z.string()),
          answer: z.nullable(z.string()),
          appeal: z.nullable(z.string()),
          hasCounterNotice: z.boolean(),
        }),
      ),
    ),
    marks: z.exactOptional(z.array(z.object({ username: z.nullable(z.string()), markedAt: z.string() }))),
  }),
})

const Neighbour = z.nullable(z.object({ id: z.string() }))
export const PhotoNeighbours = z.object({ previous: Neighbour, next: Neighbour })

const Nearby: z.ZodMiniType<NearbyPhoto> = z.object({
  id: z.string(),
  distance: z.number(),
  bearing: z.number(),
  capturedAt: z.nullable(z.string()),
  pano: z.boolean(),
  sequence: z.object({ id: z.string(), name: z.string() }),
  user: z.object({ username: z.string() }),
})
export const NearbyPhotos = z.object({ photos: z.array(Nearby) })

/** The viewpoint mark of a photo: one's own, and how many people find it worth the trip. */
export const ViewpointMark = z.object({ value: z.nullable(z.boolean()), count: z.number() })

/** Whether a photo is on one's own list. */
export const Favourite = z.object({ isFavourite: z.boolean() })
