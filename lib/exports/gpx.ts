import type { PhotoFeature } from '@/lib/photos/types'
import type { Export } from './formats'

const HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<gpx version="1.1" creator="Map the Paths" xmlns="http://www.topografix.com/GPX/1/1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.topografix.com/GPX/1/1 http://www.topografix.com/GPX/1/1/gpx.xsd">
`

const ABOUT =
  'Photos: their photographers, from Mapillary, CC BY-SA 4.0. Elevations are as Mapillary gives them, which may not be above sea level.'

/** GPX 1.1: a track for each sequence, or waypoints where the photos do not follow each other. Photos without a position are left out. */
export async function* writeGpx({ title, isTrack, photos }: Export): AsyncGenerator<string> {
  yield `${HEAD}<metadata><name>${xml(title)}</name><desc>${xml(ABOUT)}</desc></metadata>\n`
  yield* isTrack ? tracks(photos) : waypoints(photos)
  yield '</gpx>\n'
}

async function* waypoints(photos: AsyncIterable<PhotoFeature>): AsyncGenerator<string> {
  for await (const photo of photos) yield point('wpt', photo)
}

async function* tracks(photos: AsyncIterable<PhotoFeature>): AsyncGenerator<string> {
  let open: string | null = null
  for await (const photo of photos) {
    const { sequence } = photo.properties
    if (sequence.id !== open) {
      yield `${open === null ? '' : '</trkseg></trk>\n'}<trk><name>${xml(sequence.name)}</name><link href="${xml(photo.properties.links.sequence)}"/><trkseg>\n`
      open = sequence.id
    }
    yield point('trkpt', photo)
  }
  if (open !== null) yield '</trkseg></trk>\n'
}

function point(element: 'wpt' | 'trkpt', { geometry, properties }: PhotoFeature): string {
  if (!geometry) return ''
  const [lng, lat] = geometry.coordinates
  const { altitude, capturedAt, links, n, user } = properties
  return [
    `<${element} lat="${lat}" lon="${lng}">`,
    altitude === null ? '' : `<ele>${altitude}</ele>`,
    capturedAt === null ? '' : `<time>${capturedAt}</time>`,
    `<name>Photo ${n}</name><desc>Image by ${xml(user.username)}, CC BY-SA 4.0</desc>`,
    `<link href="${xml(links.page)}"><text>Photo</text></link><link href="${xml(links.mapillary)}"><text>Mapillary</text></link>`,
    `</${element}>\n`,
  ].join('')
}

/** Text for XML 1.0, which has no room for most control characters, however they are written. */
function xml(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
