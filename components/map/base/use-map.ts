import type { GeoJSONSource, Map as MapLibreMap, MapMouseEvent, StyleSpecification } from 'maplibre-gl'
import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react'
import { GRATICULE_SOURCE } from '@/components/map/style/base-style'
import { graticule } from '@/components/map/style/graticule'
import { DARK, LIGHT } from '@/components/map/style/palette'
import { drawViewCone, viewConeName } from '@/components/map/style/view-cone'
import { isAskedMove } from './asked-move'
import { boundsOf } from './bounds-of'
import type { MapCanvasProps } from './canvas-props'
import { createMap } from './create-map'
import { loadLibrary, type MapLibrary } from './load-library'
import { zoomByKey } from './zoom-by-key'

const CHECKED_EVERY_MS = 500

/** A style as MapLibre has it: the one that was requested last, and whether the first one has been read. */
type MapStyleState = { requested: StyleSpecification | null; isLoaded: boolean }

export type MapHandle = {
  map: RefObject<MapLibreMap | null>
  style: RefObject<MapStyleState>
  status: 'loading' | 'ready' | 'unsupported'
}

const BY_WHEEL_MS = 2_000 // MapLibre 6.17 does not say of a move that a wheel began it

/** Creates the map in `container` and listens to it. The container's `data-map` says how it is: busy or idle (all drawn). */
export function useMap(container: RefObject<HTMLElement | null>, props: MapCanvasProps): MapHandle {
  const { camera, events = {}, counted = {} } = props
  const map = useRef<MapLibreMap>(null)
  const style = useRef<MapStyleState>({ requested: null, isLoaded: false })
  const [status, setStatus] = useState<MapHandle['status']>('loading')

  const create = useEffectEvent((library: MapLibrary, element: HTMLElement) => createMap(library, element, props))
  const onClick = useEffectEvent((event: MapMouseEvent) => events.onClick?.(event))
  const onPoint = useEffectEvent((event: MapMouseEvent) => events.onPoint?.(event))
  const onLeave = useEffectEvent(() => events.onLeave?.())
  const onView = useEffectEvent((current: MapLibreMap, isAsked: boolean) => events.onView?.(current, isAsked))
  const onMap = useEffectEvent((current: MapLibreMap | null) => events.onMap?.(current))
  const onUnsupported = useEffectEvent(() => events.onUnsupported?.())
  const onIdle = useEffectEvent((current: MapLibreMap) => countFeatures(current, counted))
  const onKeyDown = useEffectEvent((current: MapLibreMap, event: KeyboardEvent) => {
    if (event.key === 'Enter') events.onEnter?.(current)
    if (camera.keyboardPoint) zoomByKey(current, event, camera.keyboardPoint(current))
  })

  useEffect(() => {
    let isGone = false
    const listen = (created: MapLibreMap) => {
      created.on('style.load', () => {
        style.current.isLoaded = true
        addViewCones(created)
        drawGraticule(created)
      })
      let isAsked = false
      let wheeledAt = Number.NEGATIVE_INFINITY
      created.on('wheel', () => {
        wheeledAt = performance.now()
      })
      created.on('movestart', (event) => {
        isAsked = isAskedMove(event) || performance.now() - wheeledAt < BY_WHEEL_MS
        onLeave()
      })
      created.on('moveend', (event) => {
        drawGraticule(created)
        onView(created, isAsked || isAskedMove(event))
      })
      created.on('idle', () => onIdle(created))
      markBusyAndIdle(created)
      created.on('click', onClick)
      created.on('mousemove', onPoint)
      created.on('mouseout', onLeave)
      created.getCanvas().addEventListener('keydown', (event) => onKeyDown(created, event))
      created.once('load', () => {
        onMap(created)
        onView(created, false)
      })
    }
    loadLibrary().then((library) => {
      if (isGone || !container.current) return
      const created = create(library, container.current)
      map.current = created
      style.current = { requested: null, isLoaded: false }
      setStatus(created ? 'ready' : 'unsupported')
      if (created) listen(created)
      else onUnsupported()
    })
    const stopChecking = repaintWhenLoaded(map)
    return () => {
      isGone = true
      stopChecking()
      onMap(null)
      map.current?.remove()
      map.current = null
      setStatus('loading')
    }
  }, [container])

  return { map, style, status }
}

function markBusyAndIdle(map: MapLibreMap): void {
  const mark = (state: 'busy' | 'idle') => () => {
    map.getContainer().dataset.map = state
  }
  map.on('movestart', mark('busy'))
  map.on('dataloading', mark('busy'))
  map.on('idle', mark('idle'))
}

/**
 * MapLibre says nothing of a tile that came unchanged (the same ETag). When it is the last one, no frame follows in which the map comes
 * to rest, so one is drawn. Returns what ends that.
 */
function repaintWhenLoaded(map: RefObject<MapLibreMap | null>): () => void {
  const timer = setInterval(() => {
    const shown = map.current
    if (shown?.getContainer().dataset.map === 'busy' && shown.loaded()) shown.triggerRepaint()
  }, CHECKED_EVERY_MS)
  return () => clearInterval(timer)
}

function addViewCones(map: MapLibreMap): void {
  for (const palette of [LIGHT, DARK]) {
    const image = map.hasImage(viewConeName(palette)) ? null : drawViewCone(palette)
    if (image) map.addImage(viewConeName(palette), image, { pixelRatio: 2 })
  }
}

function drawGraticule(map: MapLibreMap): void {
  const grid = map.getSource<GeoJSONSource>(GRATICULE_SOURCE)
  grid?.setData(graticule(boundsOf(map)))
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
