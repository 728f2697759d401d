import type { LngLat } from './lng-lat'

/** The direction from one place to another near it, in degrees clockwise from north, [0, 360). */
export function bearingDegrees([lng, lat]: LngLat, [toLng, toLat]: LngLat): number {
  const [from, to, turn] = [radians(lat), radians(toLat), radians(toLng - lng)]
  const east = Math.sin(turn) * Math.cos(to)
  const north = Math.cos(from) * Math.sin(to) - Math.sin(from) * Math.cos(to) * Math.cos(turn)
  return ((Math.atan2(east, north) * 180) / Math.PI + 360) % 360
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180
}
