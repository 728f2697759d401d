import type { LngLat } from '@/lib/geo/lng-lat'

export type ScreenPoint = { x: number; y: number }

/**
 * A photo on the map, its place on the screen, and how many photos are drawn at that point. `isExact`: they lie on the very same spot, as far
 * as any zoom shows; otherwise tiles drew them together. `isGathered`: it stands for all photos of a search around it, because they are too
 * many to draw.
 */
export type PhotoOnMap = {
  id: string
  lngLat: LngLat
  point: ScreenPoint
  stacked: number
  isExact: boolean
  isGathered: boolean
}
