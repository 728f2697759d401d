import { z } from 'zod'
import { BboxParam } from '@/lib/geo/bbox'
import { Id } from '@/lib/ids'
import type { LngLat } from '@/lib/mapillary/types'
import { findTransportType, TRANSPORT_TYPES } from '@/lib/transport-types'
import { decodeCursor, PHOTO_SORTS } from './cursor'

const DAY_MS = 24 * 60 * 60 * 1000

const decimal = z
  .string()
  .regex(/^[+-]?\d{1,15}(\.\d{1,20})?$/, 'expected a number')
  .transform(Number)

const lngLat = z
  .string()
  .regex(/^-?\d{1,3}(\.\d{1,20})?,-?\d{1,3}(\.\d{1,20})?$/, 'expected lng,lat')
  .transform((text): LngLat => {
    const [lng = 0, lat = 0] = text.split(',').map(Number)
    return [lng, lat]
  })
  .refine(([lng, lat]) => Math.abs(lng) <= 180 && Math.abs(lat) <= 90, 'expected lng,lat in degrees')

const moment = z.union([z.iso.date(), z.iso.datetime({ offset: true })], {
  error: 'expected a date (2024-05-03) or a time (2024-05-03T10:00:00Z)',
})

export const PhotoFilterParams = z
  .object({
    bbox: BboxParam.optional(),
    near: lngLat.optional(),
    radius: decimal.pipe(z.number().positive().max(100_000, 'expected at most 100000 metres')).default(100),
    sequence: Id.optional(),
    user: z.string().max(200).optional(),
    from: moment.transform((text) => new Date(text)).optional(),
    // Exclusive inside; callers mean the whole day, or that very moment too.
    to: moment.transform((text) => new Date(Date.parse(text) + (text.length === 10 ? DAY_MS : 1))).optional(),
    pano: z
      .enum(['true', 'false'], 'expected true or false')
      .transform((text) => text === 'true')
      .optional(),
    tag: z.array(z.string().max(200)).max(20),
    source: z.enum(['mapillary', 'mtp'], 'expected mapillary or mtp').optional(),
    minViewpoints: decimal.pipe(z.int('expected a whole number')).optional(),
    minAltitude: decimal.optional(),
    maxAltitude: decimal.optional(),
    cameraMake: z.string().max(200).optional(),
    transport: z
      .string()
      .transform((name, context) => {
        const type = findTransportType(name)
        if (type) return type
        context.addIssue(`expected one of ${Object.values(TRANSPORT_TYPES).flat().join(', ')}`)
        return z.NEVER
      })
      .optional(),
    sort: z.enum(PHOTO_SORTS, `expected one of ${PHOTO_SORTS.join(', ')}`).optional(),
    limit: decimal.pipe(z.int('expected a whole number').min(1).max(500)).default(50),
    cursor: z.string().max(500).optional(),
  })
  .refine(({ near, sort }) => near || sort !== 'distance', { path: ['sort'], error: 'distance needs near=lng,lat' })
  .transform(({ cursor, ...filter }) => {
    const sort = filter.sort ?? (filter.near ? 'distance' : '-captured_at')
    return { ...filter, sort, cursor: cursor === undefined ? undefined : decodeCursor(cursor, sort) }
  })

export type PhotoFilter = z.infer<typeof PhotoFilterParams>

/** Reads the query of a list of photos; empty parameters count as absent. Throws ZodError or INVALID_INPUT. */
export function parsePhotoFilter(params: URLSearchParams): PhotoFilter {
  const given = [...params].filter(([, value]) => value.trim() !== '')
  const tag = given.filter(([name]) => name === 'tag').map(([, value]) => value.trim())
  return PhotoFilterParams.parse({ ...Object.fromEntries(given), tag })
}
