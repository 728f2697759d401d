import type { PhotoFeature } from '@/lib/photos/types'
import { csvCell, csvLine } from './csv'
import type { PhotoExport } from './types'

const COLUMNS: Record<string, (photo: PhotoFeature) => string | number | boolean | null | undefined> = {
  id: ({ id }) => id,
  mapillaryKey: ({ properties }) => properties.key,
  sequence: ({ properties }) => properties.sequence.id,
  sequenceName: ({ properties }) => properties.sequence.name,
  n: ({ properties }) => properties.n,
  user: ({ properties }) => properties.user.username,
  capturedAt: ({ properties }) => properties.capturedAt,
  lng: ({ geometry }) => geometry?.coordinates[0],
  lat: ({ geometry }) => geometry?.coordinates[1],
  computedLng: ({ properties }) => properties.computedPosition?.[0],
  computedLat: ({ properties }) => properties.computedPosition?.[1],
  altitude: ({ properties }) => properties.altitude,
  altitudeSource: ({ properties }) => properties.altitudeSource,
  compassAngle: ({ properties }) => properties.compassAngle,
  pano: ({ properties }) => properties.pano,
  cameraMake: ({ properties }) => properties.cameraMake,
  cameraModel: ({ properties }) => properties.cameraModel,
  viewpointCount: ({ properties }) => properties.viewpointCount,
  page: ({ properties }) => properties.links.page,
  mapillary: ({ properties }) => properties.links.mapillary,
  licence: ({ properties }) => properties.licence,
}

/** Comma-separated values as in RFC 4180, a photo a line. */
export async function* writePhotoCsv({ photos }: PhotoExport): AsyncGenerator<string> {
  yield csvLine(Object.keys(COLUMNS))
  for await (const photo of photos) yield csvLine(Object.values(COLUMNS).map((column) => csvCell(column(photo))))
}
