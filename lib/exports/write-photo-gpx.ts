import { escapeMarkup } from '@/lib/format/escape-markup'
import type { PhotoFeature } from '@/lib/photos/types'
import { GPX_END, gpxPoint, gpxStart } from './gpx'
import type { PhotoExport } from './types'

const DESCRIPTION =
  'Photos: their photographers, from Mapillary, CC BY-SA 4.0. A point has an elevation where the camera said how high above the sea it was.'

/** GPX 1.1: a track for each sequence, or waypoints where the photos do not follow each other. Photos without a position are left out; where it is doubted, out of tracks. */
export async function* writePhotoGpx({ title, isTrack, photos }: PhotoExport): AsyncGenerator<string> {
  yield gpxStart({ name: title, description: DESCRIPTION })
  yield* isTrack ? tracks(photos) : waypoints(photos)
  yield GPX_END
}

async function* waypoints(photos: AsyncIterable<PhotoFeature>): AsyncGenerator<string> {
  for await (const photo of photos) yield point('wpt', photo)
}

async function* tracks(photos: AsyncIterable<PhotoFeature>): AsyncGenerator<string> {
  let openSequenceId: string | null = null
  for await (const photo of photos) {
    const { sequence, links } = photo.properties
    if (sequence.id !== openSequenceId) {
      if (openSequenceId !== null) yield '</trkseg></trk>\n'
      yield `<trk><name>${escapeMarkup(sequence.name)}</name><link href="${escapeMarkup(links.sequence)}"/><trkseg>\n`
      openSequenceId = sequence.id
    }
    yield point('trkpt', photo)
  }
  if (openSequenceId !== null) yield '</trkseg></trk>\n'
}

function point(element: 'wpt' | 'trkpt', photo: PhotoFeature): string {
  const { capturedAt, links, n, user } = photo.properties
  return gpxPoint(element, photo, {
    time: capturedAt,
    name: `Photo ${n}`,
    description: `Image by ${user.username}, CC BY-SA 4.0`,
    links: [
      { href: links.page, text: 'Photo' },
      ...(links.mapillary === null ? [] : [{ href: links.mapillary, text: 'Mapillary' }]),
    ],
  })
}
