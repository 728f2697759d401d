import type { Map as MapLibreMap, MapMouseEvent, StyleSpecification } from 'maplibre-gl'
import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react'
import type { MapCanvasProps } from './canvas-props'
import { createMap } from './create-map'
import { listen } from './listen'
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
    loadLibrary().then((library) => {
      if (isGone || !container.current) return
      const created = create(library, container.current)
      map.current = created
      style.current = { requested: null, isLoaded: false }
      created?.on('style.load', () => {
        style.current.isLoaded = true
      })
      setStatus(created ? 'ready' : 'unsupported')
      if (created) listen(created, { onClick, onPoint, onLeave, onView, onMap, onIdle, onKeyDown })
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

function countFeatures(map: MapLibreMap, counted: Record<string, string[]>): void {
  for (const [name, layers] of Object.entries(counted)) {
    const drawn = layers.filter((layer) => map.getLayer(layer))
    const features = drawn.length > 0 ? map.queryRenderedFeatures({ layers: drawn }) : []
    map.getContainer().dataset[`${name}Count`] = String(
      new Set(features.map(({ id, properties }) => id ?? properties.id ?? properties.key)).size,
    )
  }
}
