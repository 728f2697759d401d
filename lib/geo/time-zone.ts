import lookUp from '@photostructure/tz-lookup'
import type { LngLat } from './lng-lat'

/**
 * The time zone of a place by its IANA name; null without a place. Its borders are simplified (https://github.com/photostructure/tz-lookup):
 * within a few kilometres of one it may be the neighbour's.
 */
export function timeZoneAt(lngLat: LngLat | null | undefined): string | null {
  if (!lngLat) return null
  const [lng, lat] = lngLat
  return Math.abs(lat) <= 90 && Math.abs(lng) <= 180 ? lookUp(lat, lng) : null
}
