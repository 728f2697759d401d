import type { Map as MapLibreMap } from 'maplibre-gl'
import { toast } from '@/components/ui/toast'
import type { LngLat } from '@/lib/geo/lng-lat'
import type { Bounds } from './bounds'
import type { MapCamera, MapCanvasProps } from './canvas-props'
import type { MapLibrary } from './load-library'

const WORLD: Bounds = [-170, -56, 178, 72] // where people are
const MAX_FIT_ZOOM = 16
const PADDING = 40 // pixels
const TINY = 200 // pixels

/** A map without a style; null where the browser has no WebGL. */
export function createMap(library: MapLibrary, container: HTMLElement, props: MapCanvasProps): MapLibreMap | null {
  if (!document.createElement('canvas').getContext('webgl2')) return null
  const { label, camera, interactive = true, hasGeolocate = false } = props
  const map = new library.Map({
    container,
    interactive,
    hash: camera.hasHash ?? false,
    bounds: camera.bounds ?? WORLD,
    fitBoundsOptions: fitOptions(container, camera),
    maxZoom: 20,
    maxPitch: 0,
    dragRotate: false,
    attributionControl: false,
    fadeDuration: 100,
    locale: { 'Map.Title': label },
  })
  map.touchZoomRotate.disableRotation()
  map.keyboard.disableRotation()
  map.addControl(new library.AttributionControl({ compact: container.clientWidth < 640 }), 'bottom-right')
  if (container.clientWidth < TINY) map.once('idle', () => closeAttribution(container))
  if (interactive) map.addControl(new library.NavigationControl({ showCompass: false }), 'top-right')
  if (hasGeolocate) {
    const locate = new library.GeolocateControl({ positionOptions: { enableHighAccuracy: true } })
    locate.on('error', () => toast('Your device did not tell where it is.', { tone: 'error' }))
    map.addControl(locate, 'top-right')
    // The library names its button once it has asked the browser whether it may locate: until then nobody would hear what it is.
    container.querySelector('.maplibregl-ctrl-geolocate')?.setAttribute('aria-label', 'Find my location')
  }
  return map
}

/** Its words would cover such a map: they come when one presses the (i). */
function closeAttribution(container: HTMLElement): void {
  container.querySelector<HTMLElement>('.maplibregl-compact-show > summary')?.click()
}

export function fitCamera(map: MapLibreMap, camera: MapCamera): void {
  map.fitBounds(camera.bounds ?? WORLD, fitOptions(map.getContainer(), camera))
}

/** Whether a position is in view, and not at its edge. */
export function isWellInside(map: MapLibreMap, lngLat: LngLat): boolean {
  const { x, y } = map.project(lngLat)
  const { clientWidth: width, clientHeight: height } = map.getContainer()
  return x > width * 0.15 && x < width * 0.85 && y > height * 0.15 && y < height * 0.85
}

function fitOptions({ clientWidth: width, clientHeight: height }: HTMLElement, { padding }: MapCamera) {
  return { padding: padding?.({ width, height }) ?? PADDING, maxZoom: MAX_FIT_ZOOM }
}
