import type { LngLat } from '@/lib/geo/lng-lat'

export const SKETCH_POINTS = 16 // enough for a thumbnail, and for telling whether a map shows it

/** At most so many points of a line, evenly spread, the ends among them; to a metre. */
export function thinTo(line: LngLat[], mostPoints: number): LngLat[] {
  const step = (line.length - 1) / (mostPoints - 1)
  const places = new Set(Array.from({ length: mostPoints }, (_, at) => Math.round(at * step)))
  const kept = step <= 1 ? line : line.filter((_, index) => places.has(index))
  return kept.map(([lng, lat]): LngLat => [round(lng), round(lat)])
}

function round(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5
}
