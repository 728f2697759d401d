import { z } from 'zod'
import { toArea } from './area'
import { type DrawnArea, extentMeters } from './area-extent'
import type { LngLat } from './lng-lat'

const MAX_LAT = 85 // maps end there

const Position = z
  .tuple([z.number('expected numbers'), z.number('expected numbers')], z.number())
  .transform(([lng, lat]): LngLat => [lng, lat])

/** A GeoJSON polygon as people draw them: one outline, at most so wide and high. */
export function drawnAreaInput({ mostMeters }: { mostMeters: number }) {
  const ring = z
    .array(Position)
    .max(250, 'expected at most 200 corners')
    .transform((corners, context): DrawnArea => {
      const fail = (message: string) => {
        context.addIssue(message)
        return z.NEVER
      }
      const [first, last] = [corners[0], corners.at(-1)]
      if (first?.[0] !== last?.[0] || first?.[1] !== last?.[1]) return fail('expected a ring that ends where it begins')
      const area = toArea(corners)
      if (typeof area === 'string') return fail(area)
      if (area.some(([lng]) => Math.abs(lng) > 180))
        return fail('an area cannot cross the 180th meridian: draw one on each side of it')
      if (area.some(([, lat]) => Math.abs(lat) > MAX_LAT))
        return fail(`expected latitudes of -${MAX_LAT} to ${MAX_LAT}`)
      const { width, height } = extentMeters(area)
      if (Math.max(width, height) > mostMeters)
        return fail(`an area may be ${mostMeters / 1_000} km wide and high at most`)
      return area
    })
  return z.object({
    type: z.literal('Polygon', 'expected a Polygon'),
    coordinates: z.tuple([ring], 'expected one outline without holes'),
  })
}
