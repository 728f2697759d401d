import { z } from 'zod'
import { ALTITUDE_SOURCES, BACKUP_FORMS } from '@/lib/model/pictures/photo-sources'

export const MANIFEST_VERSION = 2

const id = z.coerce.number().int().positive()

/**
 * A photo of version 2: the row of `photos` under the names of our schema (lib/manifests/formats.ts), of which only what the files and a
 * restore are about is described here. PostgreSQL checks the rest when it reads it.
 */
export const ManifestPhoto = z.looseObject({
  id,
  n: z.number().int().positive(),
  mapillaryKey: z.string(),
  file: z.string().nullable(), // where the original lies, seen from the manifest; null: it could not be backed up
  form: z.enum(BACKUP_FORMS).nullable(), // as uploaded, or as Mapillary processed it
  sha256: z.string().nullable(), // hex
  sizeBytes: z.number().int().nullable(),
  detections: z.array(z.looseObject({ id, layer: z.string(), mapillaryKey: z.string(), value: z.string() })),
  oldKeys: z.array(z.looseObject({ oldKey: z.string() })), // keys it had in an earlier version of Mapillary's API
  candidateKeys: z.array(z.string()), // keys that may be its new one (docs/mapillary.md)
})
export type ManifestPhoto = z.infer<typeof ManifestPhoto>

export const ManifestSequence = z.looseObject({
  id, // ours, as in the folder's name
  mapillaryKey: z.string(),
  name: z.string(),
  photoCount: z.number().int(),
  photoKeys: z.array(z.string()), // every Mapillary photo key, in order
  owner: z.object({ id, mapillaryKey: z.string(), username: z.string() }),
  matching: z.looseObject({}).nullable(), // how the last comparison of its old keys went
})
export type ManifestSequence = z.infer<typeof ManifestSequence>

/** `manifest.json`: with the originals beside it, enough to rebuild the sequence without Mapillary and without our database. */
export const Manifest = z.object({
  version: z.literal(MANIFEST_VERSION),
  writtenAt: z.iso.datetime(),
  sequence: ManifestSequence,
  photos: z.array(ManifestPhoto),
})
export type Manifest = z.infer<typeof Manifest>

/**
 * The manifest's JSON piece by piece, a photo at a time: a sequence of 50,000 photos with detections does not fit well into memory. `sequence`
 * and `photos` are JSON already, each without a line break: whoever reads it can take it line by line as well.
 */
export async function* manifestChunks(
  { sequence, writtenAt }: { sequence: string; writtenAt: Date },
  photos: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<string> {
  const head = `{"version":${MANIFEST_VERSION},"writtenAt":${JSON.stringify(writtenAt.toISOString())},\n`
  yield `${head}"sequence":${sequence},\n"photos":[`
  let separator = '\n'
  for await (const photo of photos) {
    yield separator + photo
    separator = ',\n'
  }
  yield '\n]}\n'
}

const moment = z.iso.datetime({ offset: true }).nullable()
const lngLat = z.tuple([z.number(), z.number()]).nullable() // WGS 84

/** Version 1, which is read and no longer written. */
export const ManifestPhotoV1 = z.object({
  n: z.number().int().positive(),
  mapillaryKey: z.string(),
  file: z.string().nullable(),
  form: z.enum(BACKUP_FORMS).nullable().default(null),
  sha256: z.string().nullable(),
  sizeBytes: z.number().int().nullable(),
  capturedAt: moment,
  lngLat, // as recorded by the camera
  computedLngLat: lngLat,
  compassAngle: z.number().nullable(), // degrees clockwise from north
  computedCompassAngle: z.number().nullable().default(null),
  altitude: z.number().nullable(), // metres
  altitudeSource: z.enum(ALTITUDE_SOURCES).nullable().default(null),
  computedAltitude: z.number().nullable().default(null),
  isPano: z.boolean(),
  isPrivate: z.boolean(),
  cameraMake: z.string().nullable(),
  cameraModel: z.string().nullable(),
  raw: z.unknown(),
  detections: z.array(
    z.object({
      layer: z.string(),
      key: z.string(),
      value: z.string(),
      score: z.number().nullable(),
      area: z.number().nullable(),
      shape: z.unknown(),
      capturedAt: moment,
      raw: z.unknown(),
    }),
  ),
})
export type ManifestPhotoV1 = z.infer<typeof ManifestPhotoV1>

export const ManifestSequenceV1 = z.object({
  id,
  mapillaryKey: z.string(),
  owner: z.object({ username: z.string(), mapillaryKey: z.string() }),
  name: z.string(),
  description: z.string(),
  transportType: z.string().nullable(),
  tags: z.array(z.string()),
  cameraMake: z.string().nullable(),
  capturedAt: moment,
  isPano: z.boolean(),
  isPrivate: z.boolean(),
  photoKeys: z.array(z.string()),
})
export type ManifestSequenceV1 = z.infer<typeof ManifestSequenceV1>
