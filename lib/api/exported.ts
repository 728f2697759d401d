import { EXPORT_TYPES } from '@/lib/exports/export-format'
import type { Answer } from './definition'

const [type = '', ...otherTypes] = EXPORT_TYPES

/** A file of photos, written while it is read. */
export const EXPORTED: Answer = { means: 'The file.', type, otherTypes }
