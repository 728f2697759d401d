'use client'

import 'maplibre-gl/dist/maplibre-gl.css'
import './map.css'
import { MapPinOff } from 'lucide-react'
import type { GeoJSONSource, Map as MapLibreMap, MapMouseEvent, PaddingOptions, StyleSpecification } from 'maplibre-gl'
import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react'
import { drawViewCone, viewConeName } from '@/components/map/coverage/view-cone'
import { classNames } from '@/components/ui/class-names'
import { toast } from '@/components/ui/toast'
import { useIsDark } from '@/components/ui/use-is-dark'
import type { LngLat } from '@/lib/geo/lng-lat'
import { GRATICULE_SOURCE } from './base-style'
import type { Bounds } from './bounds'
import { changeStyle } from './change-style'
import { graticule } from './graticule'
import { loadLibrary, type MapLibrary } from './load-library'
import { type Overlay, withOverlay } from './overlay'
import { DARK, LIGHT, type Palette } from './palette'
import { useBaseStyle } from './use-base-style'
import { zoomByKey } from './zoom-by-key'

const WALKS_WITHIN_MS = 1_000 // who goes on so quickly sees no camera move
const LOOKED_AT_EVERY_MS = 500
const WORLD: Bounds = [-170, -56, 178, 72] // where people are

export type MapCanvasProps = {
  label: string
  styleUrl?: string | undefined
  /** The ground in the dark theme; without it `styleUrl` serves both. */
  darkStyleUrl?: string | undefined
  /** What stands on the ground; keep it the same function until the data changes. */
  overlay: (palette: Palette) => Overlay
  /** What to fit in; fitted again when it changes. null: the world. */
  bounds: Bounds | null
  padding?: ((size: { width: number; height: number }) => PaddingOptions) | undefined
  /** Kept in view. */
  follow?: LngLat | undefined
  interactive?: boolean | undefined
  /** Whether the address bar tells the position, as #zoom/lat/lng. */
  hasHash?: boolean | undefined
  hasGeolocate?: boolean | undefined
  onClick?: ((event: MapMouseEvent) => void) | undefined
  onPoint?: ((event: MapMouseEvent) => void) | undefined
  onLeave?: (() => void) | undefined
  /** Called once where the browser has no WebGL. */
  onUnsupported?: (() => void) | undefined
  /** The map when it can be drawn on, null when it is gone. */
  onMap?: ((map: MapLibreMap | null) => void) | undefined
  /** What the keys for the zoom zoom about; without it the middle. */
  keyboardPoint?: ((map: MapLibreMap) => LngLat) | undefined
  /** Enter was pressed on the map itself. */
  onEnter?: ((map: MapLibreMap) => void) | undefined
  /** After each move and at the start. */
  onView?: ((map: MapLibreMap) => void) | undefined
  /** Layers whose visible features are counted into `data-{name}-count` when the map rests. */
  counted?: Record<string, string[]> | undefined
  /** What is shown where the browser has no WebGL. */
  fallback?: ReactNode
  /** On top of the map. */
  children?: ReactNode
  className?: string | undefined
}

/** A MapLibre map. Its container says `data-map`: loading, busy, idle (all drawn) or unsupported. */
export function MapCanvas(props: MapCanvasProps) {
  const { styleUrl, darkStyleUrl, overlay, bounds, follow, interactive = true, fallback, children, className } = props
  const container = useRef<HTMLDivElement>(null)
  const map = useRef<MapLibreMap>(null)
  const isStyled = useRef(false)
  const asked = useRef<StyleSpecification>(null)
  const [status, setStatus] = useState<'loading' | 'ready' | 'unsupported'>('loading')
  const palette = useIsDark() ? DARK : LIGHT
  const base = useBaseStyle((palette === DARK && darkStyleUrl) || styleUrl, palette)

  const create = useEffectEvent((library: MapLibrary, element: HTMLElement) => createMap(library, element, props))
  const clicked = useEffectEvent((event: MapMouseEvent) => props.onClick?.(event))
  const pointed = useEffectEvent((event: MapMouseEvent) => props.onPoint?.(event))
  const left = useEffectEvent(() => props.onLeave?.())
  const viewed = useEffectEvent((current: MapLibreMap) => props.onView?.(current))
  const arrived = useEffectEvent((current: MapLibreMap | null) => props.onMap?.(current))
  const keyPressed = useEffectEvent((current: MapLibreMap, event: KeyboardEvent) => {
    if (event.key === 'Enter') props.onEnter?.(current)
    if (props.keyboardPoint) zoomByKey(current, event, props.keyboardPoint(current))
  })
  const failed = useEffectEvent(() => props.onUnsupported?.())
  const rested = useEffectEvent((current: MapLibreMap) => countFeatures(current, props.counted ?? {}))

  useEffect(() => {
    let isGone = false
    // MapLibre says nothing of a tile that came unchanged (the same ETag): when it is the last one, no frame follows in which the map comes to rest.
    const looking = setInterval(() => {
      const shown = map.current
      if (shown?.getContainer().dataset.map === 'busy' && shown.loaded()) shown.triggerRepaint()
    }, LOOKED_AT_EVERY_MS)
    loadLibrary().then((library) => {
      if (isGone || !container.current) return
      const created = create(library, container.current)
      map.current = created
      setStatus(created ? 'ready' : 'unsupported')
      if (!created) return failed()
      const mark = (state: 'busy' | 'idle') => () => {
        created.getContainer().dataset.map = state
      }
      isStyled.current = false
      asked.current = null
      created.on('style.load', () => {
        isStyled.current = true
        addViewCones(created)
        drawGraticule(created)
      })
      created.on('moveend', () => {
        drawGraticule(created)
        viewed(created)
      })
      created.on('movestart', mark('busy'))
      created.on('dataloading', mark('busy'))
      created.on('idle', () => rested(created))
      created.on('idle', mark('idle'))
      created.on('click', clicked)
      created.on('mousemove', pointed)
      created.on('mouseout', left)
      created.on('movestart', left)
      created.getCanvas().addEventListener('keydown', (event) => keyPressed(created, event))
      created.once('load', () => {
        arrived(created)
        viewed(created)
      })
    })
    return () => {
      isGone = true
      clearInterval(looking)
      arrived(null)
      map.current?.remove()
      map.current = null
      setStatus('loading')
    }
  }, [])

  useEffect(() => {
    const current = map.current
    if (status !== 'ready' || !current || !base) return
    const apply = () => {
      const style = withOverlay(base, overlay(palette))
      changeStyle(current, asked.current, style)
      asked.current = style
    }
    // A style that is still being read cannot be compared with the next one.
    if (isStyled.current || !current.style) apply()
    else current.once('style.load', apply)
    return () => void current.off('style.load', apply)
  }, [status, base, overlay, palette])

  const boundsKey = bounds?.join(',')
  const fit = useEffectEvent((current: MapLibreMap) => fitBounds(current, props))
  const fittedKey = useRef(boundsKey)
  useEffect(() => {
    if (status !== 'ready' || !map.current || fittedKey.current === boundsKey) return
    fittedKey.current = boundsKey
    fit(map.current)
  }, [status, boundsKey])

  const [followLng, followLat] = follow ?? []
  const followedAt = useRef(Number.NEGATIVE_INFINITY)
  useEffect(() => {
    const current = map.current
    if (status !== 'ready' || !current || followLng === undefined || followLat === undefined) return
    const isQuick = performance.now() - followedAt.current < WALKS_WITHIN_MS
    followedAt.current = performance.now()
    if (isWellInside(current, [followLng, followLat])) return
    current.easeTo({ center: [followLng, followLat], animate: !isQuick })
  }, [status, followLng, followLat])

  return (
    <div className={classNames('relative size-full overflow-hidden', className)}>
      {status === 'unsupported' ? (
        <div
          data-map="unsupported"
          className="size-full overflow-y-auto bg-sunken p-6 pt-[max(1.5rem,var(--map-top,0px))]"
        >
          <p className="flex items-center gap-2 text-ink-muted text-sm">
            <MapPinOff aria-hidden className="size-4 shrink-0" /> This browser cannot draw maps: WebGL is switched off.
          </p>
          {fallback}
        </div>
      ) : (
        // The canvas inside is the landmark.
        <div
          ref={container}
          data-map="loading"
          className={classNames('mtp-map size-full bg-sunken', !interactive && 'mtp-map-still')}
        />
      )}
      {children}
    </div>
  )
}

function createMap(library: MapLibrary, container: HTMLElement, props: MapCanvasProps): MapLibreMap | null {
  if (!document.createElement('canvas').getContext('webgl2')) return null
  const { label, bounds, padding, interactive = true, hasHash = false, hasGeolocate = false } = props
  const map = new library.Map({
    container,
    interactive,
    hash: hasHash,
    bounds: bounds ?? WORLD,
    fitBoundsOptions: { padding: padding?.(sizeOf(container)) ?? 40, maxZoom: 16 },
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
  if (interactive) map.addControl(new library.NavigationControl({ showCompass: false }), 'top-right')
  if (hasGeolocate) {
    const locate = new library.GeolocateControl({ positionOptions: { enableHighAccuracy: true } })
    locate.on('error', () => toast('Your device did not tell where it is.', { tone: 'error' }))
    map.addControl(locate, 'top-right')
    map.addControl(new library.ScaleControl(), 'bottom-right')
  }
  return map
}

function fitBounds(map: MapLibreMap, { bounds, padding }: MapCanvasProps): void {
  map.fitBounds(bounds ?? WORLD, { padding: padding?.(sizeOf(map.getContainer())) ?? 40, maxZoom: 16 })
}

function sizeOf({ clientWidth: width, clientHeight: height }: HTMLElement) {
  return { width, height }
}

function addViewCones(map: MapLibreMap): void {
  for (const palette of [LIGHT, DARK]) {
    const image = map.hasImage(viewConeName(palette)) ? null : drawViewCone(palette)
    if (image) map.addImage(viewConeName(palette), image, { pixelRatio: 2 })
  }
}

function drawGraticule(map: MapLibreMap): void {
  const grid = map.getSource<GeoJSONSource>(GRATICULE_SOURCE)
  const view = map.getBounds()
  grid?.setData(graticule([view.getWest(), view.getSouth(), view.getEast(), view.getNorth()]))
}

function countFeatures(map: MapLibreMap, counted: Record<string, string[]>): void {
  for (const [name, layers] of Object.entries(counted)) {
    const drawn = layers.filter((layer) => map.getLayer(layer))
    const features = drawn.length > 0 ? map.queryRenderedFeatures({ layers: drawn }) : []
    map.getContainer().dataset[`${name}Count`] = String(
      new Set(features.map(({ id, properties }) => id ?? properties.id ?? properties.key)).size,
    )
  }
}

function isWellInside(map: MapLibreMap, lngLat: LngLat): boolean {
  const { x, y } = map.project(lngLat)
  const { width, height } = sizeOf(map.getContainer())
  return x > width * 0.15 && x < width * 0.85 && y > height * 0.15 && y < height * 0.85
}
