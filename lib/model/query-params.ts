import { z } from 'zod'
import type { LngLat } from '@/lib/geo/lng-lat'

declare module 'zod' {
  interface GlobalMeta {
    /** How the reference describes a parameter that arrives as text: its JSON Schema in place of the text's. */
    parameter?: Record<string, unknown>
  }
}

/** A parameter as text, described as what it stands for. */
export function described<Schema extends z.ZodType>(
  schema: Schema,
  description: string,
  parameter: Record<string, unknown>,
): Schema {
  return schema.meta({ description, parameter })
}

/** `?limit=`, at most `max`. */
export function limitParam(usual: number, max: number) {
  const limit = z
    .string()
    .regex(/^\d{1,6}$/, 'expected a whole number')
    .transform(Number)
    .pipe(z.int().min(1, 'expected at least 1').max(max, `expected at most ${max}`))
    .default(usual)
  return described(limit, 'How many at most.', { type: 'integer', minimum: 1, maximum: max, default: usual })
}

/** A decimal number without an exponent. */
export const decimal = z
  .string()
  .regex(/^[+-]?\d{1,15}(\.\d{1,20})?$/, 'expected a number')
  .transform(Number)
  .meta({ parameter: { type: 'number' } })

export const lngLat = z
  .string()
  .regex(/^-?\d{1,3}(\.\d{1,20})?,-?\d{1,3}(\.\d{1,20})?$/, 'expected lng,lat')
  .transform((value): LngLat => {
    const [lng = 0, lat = 0] = value.split(',').map(Number)
    return [lng, lat]
  })
  .refine(([lng, lat]) => Math.abs(lng) <= 180 && Math.abs(lat) <= 90, 'expected lng,lat in degrees')
