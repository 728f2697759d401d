import type { PhotoFeature } from '@/lib/photos/types'
import { writeCsv } from './csv'
import type { ExportFormat } from './export-format'
import { writeGeoJson } from './geojson'
import { writeGpx } from './gpx'

/** What is exported: photos one after the other, and how to call them. `isTrack`: they follow each other as they were taken. */
export type Export = { title: string; isTrack: boolean; photos: AsyncIterable<PhotoFeature> }

export const WRITERS: Record<ExportFormat, (source: Export) => AsyncGenerator<string>> = {
  geojson: writeGeoJson,
  gpx: writeGpx,
  csv: writeCsv,
}
