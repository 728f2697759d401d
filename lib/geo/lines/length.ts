import type { LngLat } from '@/lib/geo/lng-lat'

const EARTH_RADIUS_METERS = 6_371_008.8

/** Length of a path in metres, along great circles; positions that are not known are passed over. */
export function lengthMeters(coordinates: (LngLat | null)[]): number {
  const places = coordinates.filter((lngLat) => lngLat !== null)
  return places.reduce((sum, lngLat, index) => sum + distanceMeters(places[index - 1] ?? lngLat, lngLat), 0)
}

/** Distance of two positions in metres (haversine). */
export function distanceMeters([fromLng, fromLat]: LngLat, [toLng, toLat]: LngLat): number {
  const radians = Math.PI / 180
  const [halfLat, halfLng] = [((toLat - fromLat) * radians) / 2, ((toLng - fromLng) * radians) / 2]
  const haversine =
    Math.sin(halfLat) ** 2 + Math.cos(fromLat * radians) * Math.cos(toLat * radians) * Math.sin(halfLng) ** 2
  return 2 * EARTH_RADIUS_METERS * Math.asin(Math.min(1, Math.sqrt(haversine)))
}
