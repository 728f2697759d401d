import { EXPORT_TYPE, OTHER_EXPORT_TYPES } from '@/lib/exports/export-format'
import type { Answer } from './definition'

/** A file of photos, written while it is read. */
export const EXPORTED: Answer = { means: 'The file.', type: EXPORT_TYPE.geojson, otherTypes: OTHER_EXPORT_TYPES }
