import type { Doubt } from '@/lib/geo/doubts'
import { lengthMeters } from '@/lib/geo/lines/length'
import { thinLine } from '@/lib/geo/lines/thin-line'
import type { LngLat } from '@/lib/geo/lng-lat'
import { photosFile, type ViewerPhoto, type ViewerSequence } from '@/lib/model/takeout-viewer'
import type { PhotoSources } from '@/lib/photos/pictures/photo-sources'
import { subjectReader } from '@/lib/takeouts/contents/list-subjects'
import type { SmallFile } from '@/lib/takeouts/contents/pack-files'
import { exportOf, type Originals, type PackedSequence, takenPhotos } from '@/lib/takeouts/contents/taken-photos'
import { describeViewerPhoto } from './describe-viewer-photo'
import { regionFiles } from './region-files'
import { listPieces, writeScript } from './write-script'

const LINE_TOLERANCE = 0.00003 // degrees: about three metres
const LINE_UNITS = 1e6 // of a degree

/**
 * What the offline viewer reads of a sequence. `summary` is what the list of all sequences says of it, whole when the files have been
 * written.
 */
export function viewerFiles(
  sources: PhotoSources,
  sequence: PackedSequence,
  originals: Originals,
): { files: AsyncIterable<SmallFile>; summary: () => ViewerSequence } {
  const { db } = sources
  const summary = createSummary(sequence)

  async function* photos(): AsyncGenerator<ViewerPhoto> {
    const subjects = subjectReader(db, sequence.id)
    for await (const taken of takenPhotos(exportOf(sources, sequence).photos, originals)) {
      const { n } = taken.photo.properties
      const tags = (await subjects(n)).map(summary.indexOfTag)
      const photo = describeViewerPhoto(taken, { tags, crop: originals.get(n)?.crop ?? null })
      summary.add(photo, taken.photo.properties.doubts)
      yield photo
    }
  }
  async function* text(): AsyncGenerator<string> {
    yield '{"photos":'
    yield* listPieces(photos())
    yield `,"tags":${JSON.stringify(summary.get().tags)}}` // last: it grows with the photos
  }
  async function* files(): AsyncGenerator<SmallFile> {
    const path = photosFile(sequence.id)
    yield { path, text: writeScript(path, text()) }
    yield* regionFiles(db, sequence.id, originals)
  }
  return { files: files(), summary: summary.get }
}

function createSummary({ id, name }: Pick<PackedSequence, 'id' | 'name'>) {
  const tags = new Map<string, number>()
  const path: LngLat[] = []
  const days = new Set<string>()
  let [count, panoCount] = [0, 0]
  return {
    indexOfTag(tag: string): number {
      const index = tags.get(tag) ?? tags.size
      tags.set(tag, index)
      return index
    },
    add({ lngLat, day, pano }: ViewerPhoto, doubts: readonly Doubt[]): void {
      count += 1
      if (pano) panoCount += 1
      if (lngLat && !doubts.includes('position')) path.push(lngLat)
      if (day && !doubts.includes('time')) days.add(day)
    },
    get(): ViewerSequence {
      const sorted = [...days].sort()
      const line = thinLine(path.flat(), LINE_TOLERANCE).map((degrees) => Math.round(degrees * LINE_UNITS) / LINE_UNITS)
      return {
        id,
        name,
        count,
        panoCount,
        firstDay: sorted[0] ?? null,
        lastDay: sorted.at(-1) ?? null,
        meters: Math.round(lengthMeters(path)),
        line,
        tags: [...tags.keys()],
      }
    },
  }
}
