/** What can be exported. */
export type ExportSubject = 'photos' | 'viewpoints'

type ExportFormatRow = {
  label: string
  mediaType: string // as Accept names it
  contentType: string // the media type with its parameters
  extension: string
  disposition: 'attachment' | 'inline' // saved as a file, or read by a feed reader
  isCompressible: boolean
  subjects: readonly ExportSubject[]
}

/**
 * One row for each format of exports. The writer of a format stands in `lib/exports/writers.ts`. The choice by `Accept`, compression, the API's
 * reference and the links on pages follow from the row.
 */
export const EXPORT_FORMATS = {
  geojson: {
    label: 'GeoJSON',
    mediaType: 'application/geo+json',
    contentType: 'application/geo+json',
    extension: 'geojson',
    disposition: 'attachment',
    isCompressible: true,
    subjects: ['photos', 'viewpoints'],
  },
  gpx: {
    label: 'GPX',
    mediaType: 'application/gpx+xml',
    contentType: 'application/gpx+xml; charset=utf-8',
    extension: 'gpx',
    disposition: 'attachment',
    isCompressible: true,
    subjects: ['photos', 'viewpoints'],
  },
  csv: {
    label: 'CSV',
    mediaType: 'text/csv',
    contentType: 'text/csv; charset=utf-8; header=present',
    extension: 'csv',
    disposition: 'attachment',
    isCompressible: true,
    subjects: ['photos'],
  },
  atom: {
    label: 'Atom',
    mediaType: 'application/atom+xml',
    contentType: 'application/atom+xml; charset=utf-8',
    extension: 'atom',
    disposition: 'inline',
    isCompressible: true,
    subjects: ['viewpoints'],
  },
} as const satisfies Record<string, ExportFormatRow>

export type ExportFormat = keyof typeof EXPORT_FORMATS
type FormatOf<Subject extends ExportSubject> = {
  [Format in ExportFormat]: Subject extends (typeof EXPORT_FORMATS)[Format]['subjects'][number] ? Format : never
}[ExportFormat]
export type PhotoFormat = FormatOf<'photos'>
export type ViewpointFormat = FormatOf<'viewpoints'>

export const PHOTO_FORMATS = formatsOf('photos')
export const VIEWPOINT_FORMATS = formatsOf('viewpoints')

/** GeoJSON, which every caller of the API understands, is the first of them. */
function formatsOf<Subject extends ExportSubject>(subject: Subject): ['geojson', ...FormatOf<Subject>[]] {
  const rows: Record<string, ExportFormatRow> = EXPORT_FORMATS
  const isOfSubject = (format: string): format is FormatOf<Subject> => rows[format]?.subjects.includes(subject) ?? false
  return [
    'geojson',
    ...Object.keys(rows)
      .filter((format) => format !== 'geojson')
      .filter(isOfSubject),
  ]
}
