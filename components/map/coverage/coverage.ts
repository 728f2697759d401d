import type { Feature } from 'geojson'
import type { LngLat } from '@/lib/geo/lng-lat'
import type { Colouring } from './colouring'

/** What the map shows of the public photos. */
export type Coverage = {
  origin: string
  /** The state of the public map that the tiles belong to: with it they can be cached, and those of a search are fetched again only when it changes. */
  version?: number
  /** What the tiles are filtered by, as a query; empty: all public photos. */
  query: string
  colouring: Colouring
  now: number // milliseconds since the Unix epoch, for colours by age
  selectedId: number | null
  /** Photos of the list beside the map. */
  listed: LngLat[]
  /** The place of the search. */
  place: Feature[]
}
