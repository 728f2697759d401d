import { z } from 'zod'
import { camera, compassAngle, point, text } from '@/lib/mapillary/fields'

/**
 * What we read of v4's answers (docs/mapillary.md): every field but the id may be absent. Ids are digits in quotes;
 * as numbers they would lose their last ones.
 */
export const WireId = z.string().regex(/^\d{1,30}$/)
const metres = z.number().nullable().catch(null)

/** Milliseconds since 1970, unlike the moments of other entities. */
const moment = z
  .number()
  .transform((ms) => new Date(ms))
  .refine((date) => date.getUTCFullYear() >= 1826 && date.getUTCFullYear() <= 9999) // as in v3
  .nullable()
  .catch(null)

const pano = z.object({
  is_pano: z.boolean().nullable().catch(null),
  camera_type: z.string().nullable().catch(null),
})

const creator = z
  .object({ id: WireId.nullable().catch(null), username: text })
  .nullable()
  .catch(null)

export const WireUser = z.object({ id: WireId, username: z.string().min(1) })

export const WirePage = z.object({
  data: z.array(z.unknown()),
  paging: z.object({ next: z.string().optional() }).optional().catch(undefined),
})

/** An entity of which only the id matters. */
export const WireEntity = z.object({ id: WireId })

export const WireImage = pano.extend({
  id: WireId,
  geometry: point,
  computed_geometry: point,
  captured_at: moment,
  compass_angle: compassAngle,
  computed_compass_angle: compassAngle,
  make: camera,
  model: camera,
  sequence: text,
  creator,
})

/** An image as a point of its sequence. */
export const WireSequencePhoto = pano.extend({
  id: WireId,
  sequence: z.string().min(1),
  geometry: point,
  captured_at: moment,
  make: camera,
  creator,
})

export const WireAltitude = z.object({ id: WireId, altitude: metres, computed_altitude: metres })

export const WireDetection = z.object({ id: WireId, value: z.string().min(1), geometry: z.string().catch('') })

export const WireAddresses = z.object({
  id: WireId,
  thumb_256_url: text.optional(),
  thumb_1024_url: text.optional(),
  thumb_2048_url: text.optional(),
  thumb_original_url: text.optional(),
})

export const WireToken = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive().nullable().catch(null), // seconds
})
