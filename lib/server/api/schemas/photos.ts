import { z } from 'zod'
import { DOUBTS } from '@/lib/geo/doubts'
import { BACKUP_STATES } from '@/lib/model/backup-states'
import { DETECTION_LAYERS } from '@/lib/model/layers'
import { DECISIONS, REPORT_REASON_NAMES, REPORT_STATES } from '@/lib/model/people/reports'
import { ALTITUDE_SOURCES, BACKUP_FORMS } from '@/lib/model/pictures/photo-sources'
import { PICTURE_FLAWS } from '@/lib/model/pictures/picture-flaws'
import { mapThumbnails } from '@/lib/model/pictures/picture-sizes'
import { EditPhotoInput } from '@/lib/sequences/editing/edit-photo'
import { IdText, Licence, LngLatPair, Moment, PageLinks, TimeZone } from './common'
import { named } from './registry'
import { Shape } from './shape'
import { MtpTag } from './tags'

const PhotoTag = named(
  'PhotoTag',
  z.object({
    id: IdText,
    source: z.literal('mapillary'),
    layer: z.enum(DETECTION_LAYERS),
    value: z.string().describe("Mapillary's name of the object, such as `object--bench`."),
    score: z.number().nullable().describe('How sure Mapillary is, 0 to 1; null: not given.'),
    area: z.number().nullable().describe('Share of the picture, 0 to 1.'),
    shape: Shape.nullable(),
  }),
)

const Box = z.object({ left: z.number(), top: z.number(), width: z.number(), height: z.number() })

const properties = {
  key: z.string().describe("Mapillary's id of the photo."),
  sequence: z.object({ id: IdText, name: z.string() }),
  user: z.object({ username: z.string() }),
  n: z.int().describe('Its number in the sequence, from 1; it never changes.'),
  capturedAt: Moment.nullable(),
  timeZone: TimeZone,
  cameraMake: z.string().nullable(),
  cameraModel: z.string().nullable(),
  compassAngle: z.number().nullable().describe('Degrees clockwise from north, 0 to 360.'),
  pano: z.boolean().describe('Whether it is a 360° picture.'),
  altitude: z.number().nullable().describe('Metres; `altitudeSource` says above what.'),
  altitudeSource: z
    .enum(ALTITUDE_SOURCES)
    .nullable()
    .describe('`camera`: above the sea, as the camera wrote it; `reference`: above a zero that only Mapillary knows.'),
  computedAltitude: z.number().nullable().describe('Metres above the sea as Mapillary computed it, often wrong.'),
  doubts: z
    .array(z.enum(DOUBTS))
    .describe('What of it cannot be as it says: it is left out of lengths, lines and profiles.'),
  private: z.boolean().describe('Whether Mapillary keeps it private; then only its owner sees it.'),
  public: z.boolean().describe('Whether everybody can see it.'),
  hidden: z
    .boolean()
    .describe('Whether it is hidden, by itself or with its sequence: then only its owner and moderators see it.'),
  viewpointCount: z.int().describe('How many people find it worth the trip.'),
  goneAt: Moment.nullable().describe('When it was found to be no longer on Mapillary.'),
  computedPosition: LngLatPair.nullable().describe('As Mapillary computed it.'),
  licence: Licence,
  distance: z.number().optional().describe('Metres from `near`, when that was asked for.'),
  searched: z
    .object({ value: z.string(), box: Box.describe('Where it is on the picture.') })
    .optional()
    .describe('In a list by `tag`: the largest object of that kind, where one was outlined.'),
  links: z.object({
    self: z.url(),
    page: z.url(),
    images: z.object(mapThumbnails(() => z.url())).describe('The picture, so many pixels wide.'),
    original: z.url().optional().describe('The original file; for its owner, once it is in the backup.'),
    mapillary: z.url().nullable(),
    sequence: z.url(),
  }),
}

const Point = z.object({ type: z.literal('Point'), coordinates: LngLatPair })
const feature = { type: z.literal('Feature'), id: IdText, geometry: Point.nullable() }

export const Photo = named('Photo', z.object({ ...feature, properties: z.object(properties) }))

export const PhotoPage = named(
  'PhotoPage',
  z.object({ type: z.literal('FeatureCollection'), features: z.array(Photo), links: PageLinks }),
)

export const PhotoDetails = named(
  'PhotoDetails',
  z.object({
    ...feature,
    properties: z.object({
      ...properties,
      tags: z.array(z.union([PhotoTag, MtpTag])).describe('What is to be seen on it, the largest first.'),
      total: z.int().describe('The highest number in its sequence.'),
      neighbours: z
        .object({ previous: z.array(IdText), next: z.array(IdText) })
        .describe('Photos before and after it in the sequence, the nearest first.'),
      backup: z
        .object({
          bytes: z.int(),
          sha256: z.string(),
          at: Moment,
          form: z
            .enum(BACKUP_FORMS)
            .nullable()
            .describe('`uploaded`: the file of the camera; `processed`: Mapillary’s.'),
          flaws: z
            .array(z.enum(PICTURE_FLAWS))
            .describe(
              'What is odd about the file: `no-end` (a JPEG without its end marker), what it is instead of a JPEG, `too-large` to be drawn here, `undrawable`.',
            ),
          file: z.string().nullable().describe('Its key in the backup; for its owner.'),
          verifiedAt: Moment.nullable().optional().describe('When every byte was last read; for its owner.'),
          state: z
            .enum(BACKUP_STATES)
            .nullable()
            .optional()
            .describe(
              'What was found then, or when its name was last looked for; null: not looked at yet. For its owner.',
            ),
          copies: z.int().optional().describe('How many good copies there are; for its owner.'),
        })
        .nullable(),
      panoramaCrop: Box.nullable().describe(
        'Which part of the whole sphere a 360° picture covers, in shares of it; null: all of it, or no panorama.',
      ),
      isPanoramaDoubted: z
        .boolean()
        .describe('Whether what the file says about the sphere contradicts the picture, and is not used.'),
      tileLevels: z
        .array(z.object({ level: z.int(), width: z.int(), height: z.int() }))
        .describe(
          'The sizes, in pixels, in which you can have a 360° picture by tiles, the smallest first, the last as sharp as its original. Empty: there are none, and a whole picture is as sharp.',
        ),
      trusted: z.array(z.enum(DOUBTS)).describe('What its owner says is right: it is not doubted.'),
      keepShowing: z.boolean().describe('Whether its owner keeps showing it although Mapillary no longer has it.'),
      excluded: z.boolean().describe('For its owner: whether it is in an excluded area, and so not public.'),
      hiding: z
        .object({ by: z.enum(['owner', 'moderator', 'report']), reason: z.string().nullable(), at: Moment })
        .nullable()
        .describe('Why it is hidden, for those who still see it. What its owner hid, the owner may show again.'),
      isMatched: z
        .boolean()
        .describe('Whether Mapillary knows it by its key today; false: it came by an earlier version of its API.'),
      isOwner: z.boolean().describe('Whether it is yours.'),
      ownMark: z.boolean().nullable().describe('Your own mark of it; null: none.'),
      ownMarkedAt: Moment.nullable(),
      isFavourite: z.boolean().describe('Whether it is on your own list.'),
      reports: z
        .array(
          z.object({
            id: IdText,
            reason: z.enum(REPORT_REASON_NAMES),
            state: z.enum(REPORT_STATES),
            createdAt: Moment,
            decision: z.enum(DECISIONS).nullable(),
            decisionReason: z.string().nullable(),
            answer: z.string().nullable(),
            appeal: z.string().nullable(),
            hasCounterNotice: z.boolean(),
          }),
        )
        .optional()
        .describe('For its owner: what was reported, the latest first.'),
      marks: z
        .array(z.object({ username: z.string().nullable().describe('null: somebody who has left.'), markedAt: Moment }))
        .optional()
        .describe('For its owner: who marked it true, the latest first, at most 200.'),
    }),
  }),
)

const counts = z.array(z.object({ value: z.string(), count: z.int() }))

export const PhotoFacets = named(
  'PhotoFacets',
  z.object({
    total: z.int(),
    isTotalExact: z.boolean().describe('Whether every photo was counted; false: all numbers are estimates.'),
    bbox: z
      .array(z.number())
      .length(4)
      .nullable()
      .describe(
        'West, south, east and north of the photos that were counted, west > east where they lie on both sides of the antimeridian; null: none has a position.',
      ),
    facets: z.object({
      tag: z.array(z.object({ value: z.string(), count: z.int(), source: z.enum(['mapillary', 'mtp']) })),
      cameraMake: counts,
      cameraModel: counts,
      transport: counts,
      sequenceTag: counts,
      pano: counts,
      season: counts,
      year: counts,
      user: counts,
    }),
  }),
)

const Neighbour = z.object({ id: IdText, self: z.url(), page: z.url() })

export const PhotoNeighbours = named(
  'PhotoNeighbours',
  z.object({ previous: Neighbour.nullable(), next: Neighbour.nullable() }),
)

export const NearbyPhotos = named(
  'NearbyPhotos',
  z.object({
    photos: z.array(
      z.object({
        id: IdText,
        distance: z.number().describe('Metres.'),
        bearing: z.number().describe('Where it lies, in degrees clockwise from north.'),
        capturedAt: Moment.nullable(),
        pano: z.boolean(),
        sequence: z.object({ id: IdText, name: z.string() }),
        user: z.object({ username: z.string() }),
      }),
    ),
  }),
)

export const PhotoChanges = named('PhotoChanges', EditPhotoInput)
