import type { MapGeoJSONFeature, Map as MapLibreMap } from 'maplibre-gl'
import type { PhotoOnMap, ScreenPoint } from '@/components/map/cards/photo-on-map'
import type { LngLat } from '@/lib/geo/lng-lat'
import { MAX_TILE_ZOOM } from '@/lib/geo/tile'
import { PHOTO_LAYERS } from './photo-layers'

const REACH = 6 // pixels around a pointer

/** The photo nearest to a point of the screen, at most `reach` pixels away. */
export function photoAt(map: MapLibreMap, point: ScreenPoint, reach = REACH): PhotoOnMap | null {
  const photos = featuresAround(map, point, PHOTO_LAYERS, reach).flatMap((feature) => {
    if (feature.geometry.type !== 'Point') return []
    const [lng = 0, lat = 0] = feature.geometry.coordinates
    const { x, y } = map.project([lng, lat])
    const distance = Math.hypot(x - point.x, y - point.y)
    const { id, count = 1 } = feature.properties
    return [{ id: String(id), count: Number(count), lngLat: [lng, lat] as LngLat, point: { x, y }, distance }]
  })
  const [nearest] = photos.toSorted((a, b) => a.distance - b.distance)
  if (!nearest) return null
  const { id, lngLat, point: at } = nearest
  const onSpot = photos.filter(({ lngLat: [lng, lat] }) => lng === lngLat[0] && lat === lngLat[1])
  const counts = [...new Map(onSpot.map((photo) => [photo.id, photo.count])).values()]
  const stacked = counts.reduce((sum, count) => sum + count, 0)
  const isGathered = counts.some((count) => count > 1)
  return { id, lngLat, point: at, stacked, isExact: map.getZoom() >= MAX_TILE_ZOOM && !isGathered, isGathered }
}

/** Whether a pointer is still on a spot with many photos, which need not be looked for again then: thousands of them take a while. */
export function isOnStack({ stacked, point }: PhotoOnMap, { x, y }: ScreenPoint): boolean {
  return stacked > 1 && Math.hypot(x - point.x, y - point.y) <= REACH
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
