import { createContext, use } from 'react'
import type { Bbox } from '@/lib/geo/bbox'
import type { LngLat } from '@/lib/geo/lng-lat'

/** How the search keeps to what the map shows. */
export type ViewSearch = {
  /** Whether the list is to follow the map; this browser remembers it. */
  isOn: boolean
  /** Whether it does: not while the search is limited to another place. */
  isFollowing: boolean
  turn: (isOn: boolean) => void
  /** Limits the search to this view, instead of another place. */
  search: () => void
}

/** What the search may ask of the map beside it. */
export type MapTools = {
  /** The part of the world that is in sight; null before the map is there. */
  view: () => Bbox | null
  goTo: (lngLat: LngLat) => void
  /** Lets people draw the area of the search, or change the one that is there. */
  draw: (how: 'corners' | 'freehand' | 'change') => void
  viewSearch: ViewSearch
}

const MapToolsContext = createContext<MapTools | null>(null)

export const MapToolsProvider = MapToolsContext.Provider

/** null: there is no map beside the search. */
export function useMapTools(): MapTools | null {
  return use(MapToolsContext)
}
