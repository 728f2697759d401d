import { z } from 'zod'
import { isNullIsland } from '@/lib/geo/doubts'
import type { LngLat } from '@/lib/geo/lng-lat'
import { cameraName } from './camera-name'

/** Fields that both versions of the API spell alike: what is absent or odd becomes null. */

export const key = z.string().min(1).max(500) // an index of PostgreSQL holds no more than 2,700 bytes

export const text = z
  .string()
  .transform((value) => value.trim() || null)
  .nullable()
  .catch(null)

export const camera = z.string().transform(cameraName).nullable().catch(null)

/** −1 is Mapillary's "unknown". 360 is north, also after rounding to the column's four bytes; other angles out of range are not guessed at. */
export const compassAngle = z
  .number()
  .min(0)
  .max(360)
  .transform((degrees) => (degrees < 1e-6 || Math.fround(degrees) === 360 ? 0 : degrees))
  .nullable()
  .catch(null)

/** GeoJSON position; a third number (height) is left out. (0, 0) is what devices write that have none. */
export const position = z
  .tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)], z.unknown())
  .transform(([lng, lat]): LngLat | null => (isNullIsland([lng, lat]) ? null : [lng, lat]))
  .nullable()
  .catch(null)

/** GeoJSON point. */
export const point = z
  .object({ type: z.literal('Point'), coordinates: position })
  .transform(({ coordinates }) => coordinates)
  .nullable()
  .catch(null)
