import type { LngLat } from '@/lib/geo/lng-lat'

const UNITS = 1e5 // in a degree; one is about a metre

/** A line in few letters: its first position, then the way to each next one, in units of 1e-5 degrees. */
export function packLine(line: LngLat[]): number[] {
  let [fromLng, fromLat] = [0, 0]
  return line.flatMap(([lng, lat]) => {
    const [toLng, toLat] = [Math.round(lng * UNITS), Math.round(lat * UNITS)]
    const step = [toLng - fromLng, toLat - fromLat]
    fromLng = toLng
    fromLat = toLat
    return step
  })
}

export function unpackLine(path: number[]): LngLat[] {
  const line: LngLat[] = []
  let [lng, lat] = [0, 0]
  for (let at = 0; at + 1 < path.length; at += 2) {
    lng += path[at] ?? 0
    lat += path[at + 1] ?? 0
    line.push([lng / UNITS, lat / UNITS])
  }
  return line
}
