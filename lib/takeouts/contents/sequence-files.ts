import { posix } from 'node:path'
import { and, eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { photos } from '@/db/schema/photos'
import { takeoutFiles } from '@/db/schema/takeouts'
import { manifestKey } from '@/lib/backup/keys'
import { manifestChunks } from '@/lib/backup/manifest'
import { photosOfSequence } from '@/lib/exports/list-photos'
import type { PhotoExport } from '@/lib/exports/types'
import { writePhotoCsv } from '@/lib/exports/write-photo-csv'
import { writePhotoGeoJson } from '@/lib/exports/write-photo-geojson'
import { writePhotoGpx } from '@/lib/exports/write-photo-gpx'
import { describePhotos, describeSequence } from '@/lib/manifests/describe-sequence'
import type { PhotoSources } from '@/lib/photos/pictures/photo-sources'
import { listSubjects } from './list-subjects'
import type { SmallFile } from './pack-files'
import { type FiledPhoto, writeMapillaryDescription, writePanoramaxCsv } from './write-uploader-files'
import { writeXmp } from './write-xmp'

export type PackedSequence = { id: number; takeoutId: number; name: string; ownerId: number; username: string }

/** Where in the bag a file of the backup lies. */
export function payloadPath(backupKey: string): string {
  return `data/${backupKey}`
}

/** The small files of a sequence, each read from the database as it is written. */
export async function* sequenceFiles(sources: PhotoSources, sequence: PackedSequence): AsyncGenerator<SmallFile> {
  const { db } = sources
  const backupFolder = posix.dirname(manifestKey(sequence.username, sequence.id))
  const folder = payloadPath(backupFolder)
  const keys = await listOriginals(db, sequence)
  const asExport = (): PhotoExport => ({
    title: sequence.name,
    isTrack: true,
    photos: photosOfSequence(sources, { sequenceId: sequence.id, viewer: sequence.ownerId }),
  })
  async function* filed(): AsyncGenerator<FiledPhoto> {
    for await (const photo of asExport().photos) {
      const key = keys.get(photo.properties.n)
      if (key !== undefined) yield { photo, file: posix.relative(backupFolder, key) }
    }
  }

  const described = await describeSequence(db, sequence.id)
  const manifest = { sequence: described, writtenAt: new Date() }
  const lines = describePhotos(db, sequence.id, backupFolder)
  yield { path: `${folder}/manifest.json`, text: manifestChunks(manifest, lines) }
  yield { path: `${folder}/sequence.gpx`, text: writePhotoGpx(asExport()) }
  yield { path: `${folder}/photos.geojson`, text: writePhotoGeoJson(asExport()) }
  yield { path: `${folder}/photos.csv`, text: writePhotoCsv(asExport()) }
  yield { path: `${folder}/panoramax.csv`, text: writePanoramaxCsv(filed()) }
  yield { path: `${folder}/mapillary_image_description.json`, text: writeMapillaryDescription(filed()) }
  yield* sidecars(db, sequence.id, keys, asExport().photos)
}

const SUBJECTS_AT_ONCE = 500

async function* sidecars(
  db: Db,
  sequenceId: number,
  keys: Map<number, string>,
  list: PhotoExport['photos'],
): AsyncGenerator<SmallFile> {
  let upTo = 0
  let subjects = new Map<number, string[]>()
  for await (const photo of list) {
    const { n } = photo.properties
    const key = keys.get(n)
    if (key === undefined) continue
    if (n > upTo) {
      upTo = n + SUBJECTS_AT_ONCE
      subjects = await listSubjects(db, { sequenceId, after: n - 1, upTo })
    }
    yield { path: payloadPath(key.replace(/\.jpg$/, '.xmp')), text: [writeXmp(photo, subjects.get(n) ?? [])] }
  }
}

/** Where the originals that are in the takeout lie in the backup, by the number of the photo. */
async function listOriginals(db: Db, { id, takeoutId }: PackedSequence): Promise<Map<number, string>> {
  const path = sql`${payloadPath('')}::text || ${photos.backupKey}`
  const rows = await db
    .select({ n: photos.n, key: takeoutFiles.backupKey })
    .from(photos)
    .innerJoin(takeoutFiles, and(eq(takeoutFiles.takeoutId, takeoutId), eq(takeoutFiles.path, path)))
    .where(eq(photos.sequenceId, id))
  return new Map(rows.map(({ n, key }) => [n, key]))
}
