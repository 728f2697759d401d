import { z } from 'zod'
import { camera, compassAngle, key, point, text } from '@/lib/mapillary/fields'

/**
 * What we read of v3's answers (docs/mapillary.md); everything else is kept in `raw` and never refused.
 * A key is needed; any other field that is absent or odd becomes null.
 */
const share = z.number().min(0).max(1).nullable().catch(null)

/** ISO 8601. Before the first photo (1826), and in years of five digits, which PostgreSQL spells otherwise, nothing was captured. */
const moment = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d/)
  .transform((value) => new Date(value))
  .refine((date) => date.getUTCFullYear() >= 1826 && date.getUTCFullYear() <= 9999) // false for what is no date, too
  .nullable()
  .catch(null)

const isPano = z.boolean().catch(false)
/** Absent means public (2018 answers have no `private`); anything else that is not plainly false means private. */
const isPrivate = z
  .unknown()
  .optional()
  .transform((value) => value !== undefined && value !== null && value !== false)

export const WireUser = z.object({ key, username: z.string().min(1) })

export const WireFeatures = z.object({ features: z.array(z.unknown()) })

export const WireImage = z.object({
  properties: z.object({
    key,
    user_key: text,
    sequence_key: text,
    ca: compassAngle,
    captured_at: moment,
    pano: isPano,
    private: isPrivate,
    camera_make: camera,
    camera_model: camera,
  }),
  geometry: point,
})

export const WireComputedImage = z.object({
  properties: z.object({ key, altitude: z.number().nullable().catch(null) }),
})

export const WireSequence = z.object({
  properties: z.object({
    key,
    user_key: key,
    username: text,
    captured_at: moment,
    camera_make: camera,
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
    key,
    image_key: key,
    value: z.string().min(1),
    score: share,
    area: share,
    captured_at: moment,
    shape: z.unknown().optional(),
  }),
})

export const WirePolygon = z.object({ type: z.literal('Polygon'), coordinates: z.array(z.array(z.unknown())).min(1) })
