import type { LngLat } from '@/lib/geo/lng-lat'

/** A place of a name. */
export type Place = { name: string; detail: string; lngLat: LngLat }

/** What differs between geocoders: how they are asked, and how they answer. */
export type GeocoderKind = {
  /** The address below `base` (which ends with a slash) that finds places of a name. */
  url: (base: URL, name: string, limit: number) => URL
  /** Throws ZodError for an answer of another shape. */
  read: (json: unknown) => Place[]
  /** How often we may ask. */
  perSecond: number
}
