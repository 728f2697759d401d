import type { PhotoFormat, ViewpointFormat } from '@/lib/model/export-formats'
import type { ViewpointPage } from '@/lib/viewpoints/find-viewpoints'
import type { PhotoExport, ViewpointLinks } from './types'
import { writePhotoCsv } from './write-photo-csv'
import { writePhotoGeoJson } from './write-photo-geojson'
import { writePhotoGpx } from './write-photo-gpx'
import { writeViewpointAtom } from './write-viewpoint-atom'
import { writeViewpointGpx } from './write-viewpoint-gpx'

export const PHOTO_WRITERS: Record<PhotoFormat, (source: PhotoExport) => AsyncGenerator<string>> = {
  geojson: writePhotoGeoJson,
  gpx: writePhotoGpx,
  csv: writePhotoCsv,
}

/** GeoJSON has no writer here: it is the JSON answer of the API. */
export const VIEWPOINT_WRITERS: Record<
  Exclude<ViewpointFormat, 'geojson'>,
  (page: ViewpointPage, links: ViewpointLinks) => string
> = {
  gpx: writeViewpointGpx,
  atom: writeViewpointAtom,
}
