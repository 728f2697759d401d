import type { Map as MapLibreMap } from 'maplibre-gl'
import type { Bounds } from './bounds'

/** What a map shows. */
export function boundsOf(map: MapLibreMap): Bounds {
  const view = map.getBounds()
  return [view.getWest(), view.getSouth(), view.getEast(), view.getNorth()]
}
