import { createContext, use } from 'react'
import type { Bbox } from '@/lib/geo/bbox'
import type { LngLat } from '@/lib/geo/lng-lat'

/** What the search may ask of the map beside it. */
export type MapTools = {
  /** The part of the world that is in sight; null before the map is there. */
  view: () => Bbox | null
  goTo: (lngLat: LngLat) => void
  /** Lets people draw the area of the search, or change the one that is there. */
  draw: (how: 'corners' | 'freehand' | 'change') => void
  /** Whether the search keeps to what the map shows. */
  isFollowing: boolean
  follow: (isFollowing: boolean) => void
}

const MapToolsContext = createContext<MapTools | null>(null)

export const MapToolsProvider = MapToolsContext.Provider

/** null: there is no map beside the search. */
export function useMapTools(): MapTools | null {
  return use(MapToolsContext)
}
