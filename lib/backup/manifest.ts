import { z } from 'zod'
import { ALTITUDE_SOURCES, BACKUP_FORMS } from '@/lib/model/photo-sources'

const moment = z.iso.datetime({ offset: true }).nullable()
const lngLat = z.tuple([z.number(), z.number()]).nullable() // WGS 84

const ManifestDetection = z.object({
  layer: z.string(),
  key: z.string(),
  value: z.string(),
  score: z.number().nullable(),
  area: z.number().nullable(), // share of the picture
  shape: z.unknown(), // GeoJSON polygon in shares of the picture, 0..1 from the top left, or null
  capturedAt: moment,
  raw: z.unknown(),
})

export const ManifestPhoto = z.object({
  n: z.number().int().positive(),
  mapillaryKey: z.string(),
  file: z.string().nullable(), // beside the manifest; null: the original could not be backed up
  form: z.enum(BACKUP_FORMS).nullable().default(null), // as uploaded, or as Mapillary processed it
  sha256: z.string().nullable(), // hex
  sizeBytes: z.number().int().nullable(),
  capturedAt: moment,
  lngLat, // as recorded by the camera
  computedLngLat: lngLat,
  compassAngle: z.number().nullable(), // degrees clockwise from north
  computedCompassAngle: z.number().nullable().default(null), // degrees, as Mapillary computed it
  altitude: z.number().nullable(), // metres
  altitudeSource: z.enum(ALTITUDE_SOURCES).nullable().default(null), // above what
  computedAltitude: z.number().nullable().default(null), // metres above the sea, as Mapillary computed it
  isPano: z.boolean(),
  isPrivate: z.boolean(),
  cameraMake: z.string().nullable(),
  cameraModel: z.string().nullable(),
  raw: z.unknown(), // Mapillary's whole answer
  detections: z.array(ManifestDetection),
})
export type ManifestPhoto = z.infer<typeof ManifestPhoto>

export const ManifestSequence = z.object({
  id: z.string(), // ours, as in the folder's name
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
  photoKeys: z.array(z.string()), // every Mapillary photo key, in order
})
export type ManifestSequence = z.infer<typeof ManifestSequence>

/** `manifest.json`: with the originals beside it, enough to rebuild the sequence without Mapillary and without our database. */
export const Manifest = z.object({
  version: z.literal(1),
  sequence: ManifestSequence,
  photos: z.array(ManifestPhoto),
})
export type Manifest = z.infer<typeof Manifest>

/** The manifest's JSON piece by piece, a photo at a time: a sequence of 10,000 photos with detections does not fit well into memory. */
export async function* manifestChunks(
  sequence: ManifestSequence,
  photos: AsyncIterable<ManifestPhoto> | Iterable<ManifestPhoto>,
): AsyncGenerator<string> {
  yield `{"version":1,\n"sequence":${JSON.stringify(sequence)},\n"photos":[`
  let separator = '\n'
  for await (const photo of photos) {
    yield separator + JSON.stringify(photo)
    separator = ',\n'
  }
  yield '\n]}\n'
}
