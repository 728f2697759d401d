import { z } from 'zod'
import { EXPORT_FORMATS, type ExportFormat, PHOTO_FORMATS } from '@/lib/model/export-formats'
import type { Answer } from './definition'

/** `?format=` of photos. */
export const photoFormatParam = z
  .enum(PHOTO_FORMATS, `expected ${PHOTO_FORMATS.join(', ')}`)
  .describe('`gpx` has tracks where photos follow each other, else waypoints.')

/** The media types of an answer that comes in these formats: its own first, then those that callers may ask for. */
export function exportTypes([first, ...others]: ExportFormat[]): Pick<Answer, 'type' | 'otherTypes'> {
  return {
    ...(first && { type: EXPORT_FORMATS[first].mediaType }),
    otherTypes: others.map((format) => EXPORT_FORMATS[format].mediaType),
  }
}

/** A file of photos, written while it is read. */
export const PHOTO_FILE: Answer = { means: 'The file.', ...exportTypes(PHOTO_FORMATS) }
