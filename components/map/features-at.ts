import type { MapGeoJSONFeature, Map as MapLibreMap } from 'maplibre-gl'
import type { LngLat } from '@/lib/mapillary/types'
import { PHOTO_LAYERS } from './coverage-overlay'

const REACH = 6 // pixels around a pointer

type ScreenPoint = { x: number; y: number }

/** A photo on the map, where it is on the screen, and how many lie on the very same spot. */
export type PhotoOnMap = { id: string; lngLat: LngLat; point: ScreenPoint; stacked: number }

/** The photo nearest to a point of the screen, at most `reach` pixels away. */
export function photoAt(map: MapLibreMap, point: ScreenPoint, reach = REACH): PhotoOnMap | null {
  const photos = featuresAround(map, point, PHOTO_LAYERS, reach).flatMap((feature) => {
    if (feature.geometry.type !== 'Point') return []
    const [lng = 0, lat = 0] = feature.geometry.coordinates
    const { x, y } = map.project([lng, lat])
    const distance = Math.hypot(x - point.x, y - point.y)
    return [{ id: String(feature.properties.id), lngLat: [lng, lat] as LngLat, point: { x, y }, distance }]
  })
  const [nearest] = photos.toSorted((a, b) => a.distance - b.distance)
  if (!nearest) return null
  const onSpot = photos.filter(({ lngLat: [lng, lat] }) => lng === nearest.lngLat[0] && lat === nearest.lngLat[1])
  return { ...nearest, stacked: new Set(onSpot.map(({ id }) => id)).size }
}

/** What lies at a point of the screen, the topmost first. */
export function featureAt(map: MapLibreMap, point: ScreenPoint, layers: string[]): MapGeoJSONFeature | undefined {
  return featuresAround(map, point, layers, REACH)[0]
}

function featuresAround(map: MapLibreMap, { x, y }: ScreenPoint, among: string[], reach: number): MapGeoJSONFeature[] {
  const layers = among.filter((layer) => map.getLayer(layer))
  if (layers.length === 0) return []
  const area: [[number, number], [number, number]] = [
    [x - reach, y - reach],
    [x + reach, y + reach],
  ]
  return map.queryRenderedFeatures(area, { layers })
}
