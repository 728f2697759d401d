import type { Map as MapLibreMap, PaddingOptions } from 'maplibre-gl'
import type { LngLat } from '@/lib/geo/lng-lat'
import { MAX_TILE_ZOOM } from '@/lib/geo/tile'
import { ASKED } from './asked-move'
import type { Bounds } from './bounds'
import type { SheetHeight } from './sheet-height'

const WIDE = 1024 // pixels: from here on the panel is beside the map
const PANEL_WIDTH = 428 // with the gap beside it
const HEADER_HEIGHT = 128 // of search field and filters on a phone
const SHEET_HEIGHT = 132 // when it is small
const MARGIN = 48
const PLACE_ZOOM = 14
const OPENING_ZOOM = 3 // levels

type Size = { width: number; height: number }

/** The edges to stay away from: the panel to the left, on small screens the search above and the sheet below. */
export function padding({ width, height }: Size, sheet: SheetHeight): PaddingOptions {
  return width < WIDE
    ? { top: HEADER_HEIGHT + 24, right: MARGIN, bottom: sheetHeight(height, sheet) + 24, left: MARGIN }
    : { top: MARGIN, right: MARGIN + 24, bottom: MARGIN, left: PANEL_WIDTH + MARGIN }
}

/** A large sheet leaves no map: it is taken as the half one. */
function sheetHeight(height: number, sheet: SheetHeight): number {
  return sheet === 'peek' ? SHEET_HEIGHT : height / 2
}

function sizeOf(map: MapLibreMap): Size {
  const { clientWidth: width, clientHeight: height } = map.getContainer()
  return { width, height }
}

/** Flies to a place, into the middle of the part that nothing covers. */
export function goToPlace(map: MapLibreMap, lngLat: LngLat, sheet: SheetHeight): void {
  map.flyTo({ center: lngLat, zoom: PLACE_ZOOM, offset: offset(map, sheet) }, ASKED)
}

/** Goes some levels nearer to a point; false: it is as near as tiles tell things apart. */
export function goNearer(map: MapLibreMap, lngLat: LngLat, sheet: SheetHeight): boolean {
  const zoom = map.getZoom()
  if (zoom >= MAX_TILE_ZOOM) return false
  const nearer = Math.min(zoom + OPENING_ZOOM, MAX_TILE_ZOOM)
  map.easeTo({ center: lngLat, zoom: nearer, offset: offset(map, sheet) }, ASKED)
  return true
}

/** Shows a box in the part that nothing covers. */
export function fitBounds(map: MapLibreMap, bounds: Bounds, sheet: SheetHeight): void {
  map.fitBounds(bounds, { padding: padding(sizeOf(map), sheet), maxZoom: 17 }, ASKED)
}

/** The part of the world that nothing covers, [west, south, east, north]. */
export function visibleBounds(map: MapLibreMap, sheet: SheetHeight): Bounds {
  const { left, top, right, bottom } = visibleBox(map, sheet)
  const [lower, upper] = [map.unproject([left, bottom]), map.unproject([right, top])]
  return [lower.lng, lower.lat, upper.lng, upper.lat]
}

/** The middle of that part, where the keyboard points to. */
export function visibleMiddle(map: MapLibreMap): LngLat {
  const { width, height } = sizeOf(map)
  const { lng, lat } = map.unproject([width >= WIDE ? (width + PANEL_WIDTH) / 2 : width / 2, height / 2])
  return [lng, lat]
}

function visibleBox(map: MapLibreMap, sheet: SheetHeight) {
  const { width, height } = sizeOf(map)
  return width >= WIDE
    ? { left: PANEL_WIDTH, top: 0, right: width, bottom: height }
    : { left: 0, top: HEADER_HEIGHT, right: width, bottom: height - sheetHeight(height, sheet) }
}

/** From the middle of the map to the middle of that part, in pixels. */
function offset(map: MapLibreMap, sheet: SheetHeight): [x: number, y: number] {
  const { width, height } = sizeOf(map)
  const { left, top, right, bottom } = visibleBox(map, sheet)
  return [(left + right - width) / 2, (top + bottom - height) / 2]
}
