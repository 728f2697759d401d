import { z } from 'zod'
import { toArea } from './area'
import { distanceMeters } from './length'
import type { LngLat } from './lng-lat'

const MAX_LAT = 85 // maps end there

/** The corners of a drawn polygon; the last one is not the first one again. */
export type DrawnArea = LngLat[]

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
      if (Math.max(...extentMeters(area)) > mostMeters)
        return fail(`an area may be ${mostMeters / 1_000} km wide and high at most`)
      return area
    })
  return z.object({
    type: z.literal('Polygon', 'expected a Polygon'),
    coordinates: z.tuple([ring], 'expected one outline without holes'),
  })
}

/** The middle of the box around an area. */
export function middleOf(area: DrawnArea): LngLat {
  const [west, south, east, north] = edgesOf(area)
  return [(west + east) / 2, (south + north) / 2]
}

export function areBoxesOverlapping(one: DrawnArea, other: DrawnArea): boolean {
  const [a, b] = [edgesOf(one), edgesOf(other)]
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]
}

function extentMeters(area: DrawnArea): [width: number, height: number] {
  const [west, south, east, north] = edgesOf(area)
  const middle = (south + north) / 2
  return [distanceMeters([west, middle], [east, middle]), distanceMeters([west, south], [west, north])]
}

function edgesOf(area: DrawnArea): [west: number, south: number, east: number, north: number] {
  const [lngs, lats] = [area.map(([lng]) => lng), area.map(([, lat]) => lat)]
  return [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)]
}
