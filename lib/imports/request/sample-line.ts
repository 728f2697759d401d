import type { LngLat } from '@/lib/geo/lng-lat'

const LINE_POINTS = 100

/** About a hundred points of a line, for drawing it small; unknown positions are passed over, the last one is kept. */
export function sampleLine(coordinates: (LngLat | null)[]): LngLat[] {
  const line = coordinates.filter((lngLat) => lngLat !== null)
  const every = Math.max(1, Math.ceil(line.length / LINE_POINTS))
  return line.filter((_, index) => index % every === 0 || index === line.length - 1)
}
