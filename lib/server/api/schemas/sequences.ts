import { z } from 'zod'
import { RequestImportInput } from '@/lib/imports/request/request-import'
import { DeleteSequenceInput } from '@/lib/sequences/delete-sequence'
import { EditSequenceInput } from '@/lib/sequences/editing/edit-sequence'
import { EditSequencesInput } from '@/lib/sequences/editing/edit-sequences'
import { IdText, Licence, LngLatPair, Moment, PageLinks, TimeZone } from './common'
import { Photo } from './photos'
import { named } from './registry'

export const Sequence = named(
  'Sequence',
  z.object({
    type: z.literal('Feature'),
    id: IdText,
    geometry: z
      .discriminatedUnion('type', [
        z.object({ type: z.literal('LineString'), coordinates: z.array(LngLatPair) }),
        z.object({ type: z.literal('MultiLineString'), coordinates: z.array(z.array(LngLatPair)) }),
      ])
      .nullable()
      .describe('The line of its photos; a MultiLineString where it crosses the antimeridian.'),
    properties: z.object({
      key: z.string().describe("Mapillary's id of the sequence."),
      user: z.string(),
      name: z.string(),
      description: z.string(),
      transportType: z.string().nullable(),
      tags: z.array(z.string()),
      capturedAt: Moment.nullable(),
      timeZone: TimeZone,
      cameraMake: z.string().nullable(),
      pano: z.boolean(),
      private: z.boolean().describe('Whether Mapillary keeps it private.'),
      published: z.boolean().describe('Whether everybody can see it.'),
      hidden: z.boolean().describe('Whether a moderator hid it: then only its owner and moderators see it.'),
      photoCount: z.int().describe('How many of its photos you can see.'),
      lengthMeters: z.number(),
      climbMeters: z.number().nullable().describe('Uphill along its photos; null: none has an altitude.'),
      licence: Licence,
      links: z.object({ self: z.url(), page: z.url(), photos: z.url(), mapillary: z.url().nullable() }),
    }),
  }),
)
export type Sequence = z.infer<typeof Sequence>

/** One sequence, or its photos where `format=geojson` asks for them. */
export const SequenceOrPhotos = named(
  'SequenceOrPhotos',
  z.union([Sequence, z.object({ type: z.literal('FeatureCollection'), features: z.array(Photo) })]),
)

export const SequencePage = named(
  'SequencePage',
  z.object({ type: z.literal('FeatureCollection'), features: z.array(Sequence), links: PageLinks }),
)

export const ImportRequest = named('ImportRequest', RequestImportInput)
export const RequestedImport = named('RequestedImport', z.object({ id: IdText, importId: IdText }))

export const SequenceEdit = named('SequenceEdit', EditSequenceInput)
export const SequenceEdits = named('SequenceEdits', EditSequencesInput)
export const SequenceEditResults = named(
  'SequenceEditResults',
  z.object({
    results: z.array(
      z.object({
        id: IdText,
        before: z
          .object({
            name: z.string(),
            description: z.string(),
            transportType: z.string().nullable(),
            tags: z.array(z.string()),
            published: z.boolean(),
          })
          .partial()
          .nullable()
          .describe('What it was before, of that which has changed: sent back, it undoes the edit.'),
        problem: z.string().nullable().describe('Why it was refused; null: it is done.'),
      }),
    ),
  }),
)

export const DeletionRequest = named('DeletionRequest', DeleteSequenceInput)
export const Deletion = named(
  'Deletion',
  z.object({
    id: IdText,
    backupFolder: z.string().nullable().describe('Where the originals stay in the backup; null: they go too.'),
  }),
)

const known = { id: IdText, n: z.int(), mapillaryKey: z.string() }
const Known = z.object(known)
const listed = <Photo extends z.ZodType>(photo: Photo) =>
  z.object({ total: z.int(), photos: z.array(photo).describe('The first 500.') })

export const SequenceChanges = named(
  'SequenceChanges',
  z.object({
    sequenceId: IdText,
    checkedAt: Moment,
    isGone: z.boolean().describe('Mapillary no longer has the sequence.'),
    private: z.object({ before: z.boolean(), now: z.boolean() }).nullable().describe('null: as before.'),
    added: listed(z.object({ n: z.int(), mapillaryKey: z.string(), capturedAt: Moment.nullable() })),
    changed: listed(
      z.object({
        ...known,
        facts: z.array(z.enum(['time', 'position', 'heading', 'camera', 'kind', 'privacy'])),
      }),
    ),
    back: listed(Known),
    gone: listed(Known),
    moved: listed(z.object({ ...known, mapillarySequenceKey: z.string() })).describe(
      'Mapillary has them in another sequence now; here they stay.',
    ),
    elsewhere: z
      .array(z.object({ sequenceId: IdText, count: z.int() }))
      .describe('Photos that Mapillary has in this sequence, and other sequences of yours have here.'),
    incomplete: listed(Known),
  }),
)

export const SequencePhotoIds = named(
  'SequencePhotoIds',
  z.object({ photos: z.array(z.object({ id: IdText, n: z.int().describe('Its number in the sequence.') })) }),
)

export const SequenceProfile = named(
  'SequenceProfile',
  z.object({
    profile: z
      .object({
        points: z.array(
          z.object({ id: IdText, n: z.int(), distanceMeters: z.number(), altitude: z.number().nullable() }),
        ),
        lengthMeters: z.number(),
        min: z.number(),
        max: z.number(),
        climbMeters: z.number(),
        descentMeters: z.number(),
      })
      .nullable()
      .describe('Null when no photo has an altitude.'),
  }),
)
