import type { Map as MapLibreMap, MapMouseEvent, PaddingOptions } from 'maplibre-gl'
import type { ReactNode } from 'react'
import type { Overlay } from '@/components/map/style/overlay'
import type { Palette } from '@/components/map/style/palette'
import type { LngLat } from '@/lib/geo/lng-lat'
import type { Bounds } from './bounds'

/** What a map looks at. */
export type MapCamera = {
  /** What to fit in; fitted again when it changes. null: the world. */
  bounds: Bounds | null
  padding?: ((size: { width: number; height: number }) => PaddingOptions) | undefined
  /** Stays in view. */
  follow?: LngLat | undefined
  /** Whether the address bar tells the position, as #zoom/lat/lng. */
  hasHash?: boolean | undefined
  /** What the keys for the zoom zoom about; without it the middle. */
  keyboardPoint?: ((map: MapLibreMap) => LngLat) | undefined
}

export type MapEvents = {
  onClick?: ((event: MapMouseEvent) => void) | undefined
  onPoint?: ((event: MapMouseEvent) => void) | undefined
  onLeave?: (() => void) | undefined
  /** Enter was pressed on the map itself. */
  onEnter?: ((map: MapLibreMap) => void) | undefined
  /** The map when it can be drawn on, null when it is gone. */
  onMap?: ((map: MapLibreMap | null) => void) | undefined
  /** After each move and at the start. `isAsked`: somebody moved it, by hand, by key or by a button. */
  onView?: ((map: MapLibreMap, isAsked: boolean) => void) | undefined
  /** Called once where the browser has no WebGL. */
  onUnsupported?: (() => void) | undefined
}

export type MapCanvasProps = {
  label: string
  /** What stands on the ground; keep it the same function until the data changes. */
  overlay: (palette: Palette) => Overlay
  camera: MapCamera
  events?: MapEvents
  interactive?: boolean | undefined
  hasGeolocate?: boolean | undefined
  /** Tells once why there are no streets, where the bundled ground has nothing left to show. */
  warnsOfNoStreets?: boolean | undefined
  /** Layers whose visible features are counted into `data-{name}-count` when the map rests. */
  counted?: Record<string, string[]> | undefined
  /** On top of the map. */
  children?: ReactNode
  className?: string | undefined
}
