import type { Map as MapLibreMap, PaddingOptions } from 'maplibre-gl'
import type { LngLat } from '@/lib/mapillary/types'
import { type Bounds, boundsAround, inOnePiece } from './bounds'
import { placeBounds, searchPlace } from './search-place'

const WIDE = 1024 // pixels: from here on the panel is beside the map
const PANEL_WIDTH = 428 // with the gap beside it
const HEADER_HEIGHT = 128 // of search field and filters on a phone
const SHEET_HEIGHT = 132
const MARGIN = 48
const PLACE_ZOOM = 14

/** What covers the map: the panel to the left, on small screens the search above and the sheet below. */
export function padding({ width }: { width: number }): PaddingOptions {
  return width < WIDE
    ? { top: HEADER_HEIGHT + 24, right: MARGIN, bottom: SHEET_HEIGHT + 24, left: MARGIN }
    : { top: MARGIN, right: MARGIN + 24, bottom: MARGIN, left: PANEL_WIDTH + MARGIN }
}

function visiblePadding(map: MapLibreMap): PaddingOptions {
  return padding({ width: map.getContainer().clientWidth })
}

/** Flies to a place, into the middle of the part that nothing covers. */
export function goToPlace(map: MapLibreMap, lngLat: LngLat): void {
  map.flyTo({
    center: lngLat,
    zoom: PLACE_ZOOM,
    offset: map.getContainer().clientWidth < WIDE ? [0, 0] : [PANEL_WIDTH / 2, 0],
  })
}

/** Shows a box in the part that nothing covers. */
export function fitBounds(map: MapLibreMap, bounds: Bounds | null): void {
  if (bounds) map.fitBounds(bounds, { padding: visiblePadding(map), maxZoom: 17 })
}

/** The part of the world that nothing covers, [west, south, east, north]. */
export function visibleBounds(map: MapLibreMap): Bounds {
  const { clientWidth: width, clientHeight: height } = map.getContainer()
  const isWide = width >= WIDE
  const lower = map.unproject([isWide ? PANEL_WIDTH : 0, isWide ? height : height - SHEET_HEIGHT])
  const upper = map.unproject([width, isWide ? 0 : HEADER_HEIGHT])
  return [lower.lng, lower.lat, upper.lng, upper.lat]
}

/** The middle of that part, where the keyboard points to. */
export function visibleMiddle(map: MapLibreMap): LngLat {
  const { clientWidth: width, clientHeight: height } = map.getContainer()
  const { lng, lat } = map.unproject([width >= WIDE ? (width + PANEL_WIDTH) / 2 : width / 2, height / 2])
  return [lng, lat]
}

/** Where the map starts, when its address says nothing: at the place of the search, or at what it found, or at all there is. */
export function startBounds({
  search,
  places,
  extent,
  isFiltered,
}: {
  search: URLSearchParams
  places: LngLat[]
  extent: Bounds | null
  isFiltered: boolean
}): Bounds | null {
  const found = isFiltered ? boundsAround(inOnePiece(places)) : null
  return placeBounds(searchPlace(search)) ?? found ?? extent
}
