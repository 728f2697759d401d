import type { LngLat } from '@/lib/geo/lng-lat'

export type Bounds = [west: number, south: number, east: number, north: number]

/** The smallest box around positions as they stand, longitudes beyond 180 included; null without any. */
export function boundsAround(positions: LngLat[]): Bounds | null {
  if (positions.length === 0) return null
  const bounds: Bounds = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [lng, lat] of positions) {
    bounds[0] = Math.min(bounds[0], lng)
    bounds[1] = Math.min(bounds[1], lat)
    bounds[2] = Math.max(bounds[2], lng)
    bounds[3] = Math.max(bounds[3], lat)
  }
  return bounds
}

/** Positions in one piece: each longitude at most half a world from the one before it, so past 180 at the antimeridian. */
export function inOnePiece(line: LngLat[]): LngLat[] {
  let previous = line[0]?.[0] ?? 0
  return line.map(([lng, lat]) => {
    previous = lng - 360 * Math.round((lng - previous) / 360)
    return [previous, lat]
  })
}
