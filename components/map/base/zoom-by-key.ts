import type { Map as MapLibreMap } from 'maplibre-gl'
import type { LngLat } from '@/lib/geo/lng-lat'
import { ASKED } from './asked-move'

const LEVELS: Record<string, number> = { '+': 1, '=': 1, '-': -1, _: -1 }
const DURATION_MS = 300 // as MapLibre has it

/** Plus and minus zoom around the place that the keyboard points to; MapLibre's own keys only know the middle of the whole map. */
export function zoomByKey(map: MapLibreMap, event: KeyboardEvent, around: LngLat): void {
  const levels = LEVELS[event.key]
  if (levels === undefined || event.altKey || event.ctrlKey || event.metaKey) return
  event.stopPropagation() // MapLibre listens further out
  map.easeTo({ zoom: map.getZoom() + levels, around, duration: DURATION_MS }, ASKED)
}
