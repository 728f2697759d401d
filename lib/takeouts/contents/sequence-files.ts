import { posix } from 'node:path'
import { manifestKey } from '@/lib/backup/keys'
import { manifestChunks } from '@/lib/backup/manifest'
import { writePhotoCsv } from '@/lib/exports/write-photo-csv'
import { writePhotoGeoJson } from '@/lib/exports/write-photo-geojson'
import { writePhotoGpx } from '@/lib/exports/write-photo-gpx'
import { describePhotos, describeSequence } from '@/lib/manifests/describe-sequence'
import type { PhotoSources } from '@/lib/photos/pictures/photo-sources'
import { subjectReader } from './list-subjects'
import type { SmallFile } from './pack-files'
import { payloadPath } from './payload-path'
import { stacFiles } from './stac-files'
import { exportOf, type Originals, type PackedSequence, takenPhotos } from './taken-photos'
import { type FiledPhoto, writeMapillaryDescription, writePanoramaxCsv } from './write-uploader-files'
import { writeXmp } from './write-xmp'

/** The small files of a sequence, each read from the database as it is written. */
export async function* sequenceFiles(
  sources: PhotoSources,
  sequence: PackedSequence,
  originals: Originals,
): AsyncGenerator<SmallFile> {
  const { db } = sources
  const backupFolder = posix.dirname(manifestKey(sequence.username, sequence.id))
  const folder = payloadPath(backupFolder)
  const asExport = () => exportOf(sources, sequence)
  async function* filed(): AsyncGenerator<FiledPhoto> {
    for await (const { photo, key } of takenPhotos(asExport().photos, originals))
      yield { photo, file: posix.relative(backupFolder, key) }
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
  yield* stacFiles(sequence, { folder, backupFolder }, () => takenPhotos(asExport().photos, originals))
  const subjects = subjectReader(db, sequence.id)
  for await (const { photo, key } of takenPhotos(asExport().photos, originals))
    yield {
      path: payloadPath(key.replace(/\.jpg$/, '.xmp')),
      text: [writeXmp(photo, await subjects(photo.properties.n))],
    }
}
