import { z } from 'zod'

export const EXPORT_FORMATS = ['geojson', 'gpx', 'csv'] as const

export const ExportFormat = z
  .enum(EXPORT_FORMATS, `expected ${EXPORT_FORMATS.join(', ')}`)
  .describe('`gpx` has tracks where photos follow each other, else waypoints.')
export type ExportFormat = z.infer<typeof ExportFormat>

/** The media types of the files. */
export const EXPORT_TYPE = {
  geojson: 'application/geo+json',
  gpx: 'application/gpx+xml',
  csv: 'text/csv; charset=utf-8; header=present',
} as const satisfies Record<ExportFormat, string>

/** Besides GeoJSON, as callers may ask for them in Accept. */
export const OTHER_EXPORT_TYPES = ['application/gpx+xml', 'text/csv']
