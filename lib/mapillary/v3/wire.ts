import { z } from 'zod'
import type { LngLat } from '@/lib/mapillary/types'

/**
 * What we read of v3's answers (mapillary.md §1.3, §1.6); everything else is kept in `raw` and never refused.
 * A key is needed; any other field that is absent or odd becomes null.
 */
export const WireKey = z.string().min(1).max(500) // an index of PostgreSQL holds no more than 2,700 bytes
const text = z
  .string()
  .transform((value) => value.trim() || null)
  .nullable()
  .catch(null)
const share = z.number().min(0).max(1).nullable().catch(null)

/** ISO 8601. Before the first photo (1826), and in years of five digits, which PostgreSQL spells otherwise, nothing was captured. */
const moment = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d/)
  .transform((value) => new Date(value))
  .refine((date) => date.getUTCFullYear() >= 1826 && date.getUTCFullYear() <= 9999) // false for what is no date, too
  .nullable()
  .catch(null)

/** −1 is Mapillary's "unknown". 360 is north, also after rounding to the column's four bytes; other angles out of range are not guessed at. */
const compassAngle = z
  .number()
  .min(0)
  .max(360)
  .transform((degrees) => (degrees < 1e-6 || Math.fround(degrees) === 360 ? 0 : degrees))
  .nullable()
  .catch(null)

const isPano = z.boolean().catch(false)
/** Absent means public (2018 answers have no `private`); anything else that is not plainly false means private. */
const isPrivate = z
  .unknown()
  .optional()
  .transform((value) => value !== undefined && value !== null && value !== false)

/** GeoJSON position; a third number (height) is left out. */
export const WirePosition = z
  .tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)], z.unknown())
  .transform(([lng, lat]): LngLat => [lng, lat])
  .nullable()
  .catch(null)

const WirePoint = z
  .object({ type: z.literal('Point'), coordinates: WirePosition })
  .transform((point) => point.coordinates)
  .nullable()
  .catch(null)

export const WireUser = z.object({ key: WireKey, username: z.string().min(1) })

export const WireFeatures = z.object({ features: z.array(z.unknown()) })

export const WireImage = z.object({
  properties: z.object({
    key: WireKey,
    user_key: text,
    sequence_key: text,
    ca: compassAngle,
    captured_at: moment,
    pano: isPano,
    private: isPrivate,
    camera_make: text,
    camera_model: text,
  }),
  geometry: WirePoint,
})

export const WireComputedImage = z.object({
  properties: z.object({ key: WireKey, altitude: z.number().nullable().catch(null) }),
})

export const WireSequence = z.object({
  properties: z.object({
    key: WireKey,
    user_key: WireKey,
    username: text,
    captured_at: moment,
    camera_make: text,
    pano: isPano,
    private: isPrivate,
    coordinateProperties: z.object({ image_keys: z.array(z.unknown()) }),
  }),
  geometry: z
    .object({ coordinates: z.array(z.unknown()) })
    .nullable()
    .catch(null),
})

export const WireDetection = z.object({
  properties: z.object({
    key: WireKey,
    image_key: WireKey,
    value: z.string().min(1),
    score: share,
    area: share,
    captured_at: moment,
    shape: z.unknown().optional(),
  }),
})

export const WirePolygon = z.object({ type: z.literal('Polygon'), coordinates: z.array(z.array(z.unknown())).min(1) })
