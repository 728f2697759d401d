import type { LngLat } from './lng-lat'

/** Web mercator with the whole world as 0..1, from the north-west corner; x leaves 0..1 where a line crosses the antimeridian. */
export type MercatorPoint = [x: number, y: number]

/** Web mercator ends here: the poles themselves are infinitely far away. */
export const MAX_LAT = 85.0511287798066

export function toMercator([lng, lat]: LngLat): MercatorPoint {
  const sine = Math.sin((Math.max(-MAX_LAT, Math.min(MAX_LAT, lat)) * Math.PI) / 180)
  return [lng / 360 + 0.5, Math.max(0, Math.min(1, 0.5 - Math.atanh(sine) / (2 * Math.PI)))]
}

export function toLngLat([x, y]: MercatorPoint): LngLat {
  return [(x - 0.5) * 360, (Math.atan(Math.sinh((0.5 - y) * 2 * Math.PI)) * 180) / Math.PI]
}

/** The same path in one piece: each point is taken at most half a world away from the one before it. */
export function unwrap(points: MercatorPoint[]): MercatorPoint[] {
  let previous = points[0]?.[0] ?? 0
  return points.map(([x, y]) => {
    previous = x - Math.round(x - previous)
    return [previous, y]
  })
}
