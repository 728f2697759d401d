import type { LngLat } from '@/lib/geo/lng-lat'

/**
 * The parts of a line on either side of the antimeridian, with longitudes of -180 to 180 (RFC 7946, section 3.1.9). Longitudes of `line` may pass
 * ±180; each position is taken at most half a world from the one before it.
 */
export function cutAtAntimeridian(line: LngLat[]): LngLat[][] {
  const parts: LngLat[][] = []
  let part: LngLat[] = []
  let previous: LngLat | null = null
  for (const position of line) {
    const next: LngLat = [wrapped(position[0]), position[1]]
    if (previous && Math.abs(next[0] - previous[0]) > 180) {
      const edge = previous[0] > 0 ? 180 : -180
      const lat = latAtEdge(previous, next)
      if (previous[0] !== edge) part.push([edge, lat])
      parts.push(part)
      part = next[0] === -edge ? [] : [[-edge, lat]]
    }
    part.push(next)
    previous = next
  }
  return [...parts, part].filter(({ length }) => length > 1)
}

function latAtEdge([lng, lat]: LngLat, [nextLng, nextLat]: LngLat): number {
  const [before, after] = [180 - Math.abs(lng), 180 - Math.abs(nextLng)]
  return before + after === 0 ? lat : lat + ((nextLat - lat) * before) / (before + after)
}

function wrapped(lng: number): number {
  if (Math.abs(lng) <= 180) return lng
  return lng - 360 * Math.round(lng / 360)
}
