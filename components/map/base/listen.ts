import type { GeoJSONSource, Map as MapLibreMap, MapMouseEvent } from 'maplibre-gl'
import { GRATICULE_SOURCE } from '@/components/map/style/base-style'
import { graticule } from '@/components/map/style/graticule'
import { DARK, LIGHT } from '@/components/map/style/palette'
import { drawViewCone, viewConeName } from '@/components/map/style/view-cone'
import { isAskedMove } from './asked-move'
import { boundsOf } from './bounds-of'

const BY_WHEEL_MS = 2_000 // MapLibre 6.17 does not say of a move that a wheel began it

type Listener = {
  onClick: (event: MapMouseEvent) => void
  onPoint: (event: MapMouseEvent) => void
  onLeave: () => void
  /** `isAsked`: somebody moved the map. */
  onView: (map: MapLibreMap, isAsked: boolean) => void
  onMap: (map: MapLibreMap) => void
  onIdle: (map: MapLibreMap) => void
  onKeyDown: (map: MapLibreMap, event: KeyboardEvent) => void
}

/** Tells what happens on a new map, and draws on it what depends on where it is. */
export function listen(map: MapLibreMap, listener: Listener): void {
  map.on('style.load', () => {
    addViewCones(map)
    drawGraticule(map)
  })
  let isAsked = false
  let wheeledAt = Number.NEGATIVE_INFINITY
  map.on('wheel', () => {
    wheeledAt = performance.now()
  })
  map.on('movestart', (event) => {
    isAsked = isAskedMove(event) || performance.now() - wheeledAt < BY_WHEEL_MS
    listener.onLeave()
  })
  map.on('moveend', (event) => {
    drawGraticule(map)
    listener.onView(map, isAsked || isAskedMove(event))
  })
  map.on('idle', () => listener.onIdle(map))
  markBusyAndIdle(map)
  map.on('click', listener.onClick)
  map.on('mousemove', listener.onPoint)
  map.on('mouseout', listener.onLeave)
  map.getCanvas().addEventListener('keydown', (event) => listener.onKeyDown(map, event))
  map.once('load', () => {
    listener.onMap(map)
    listener.onView(map, false)
  })
}

function markBusyAndIdle(map: MapLibreMap): void {
  const mark = (state: 'busy' | 'idle') => () => {
    map.getContainer().dataset.map = state
  }
  map.on('movestart', mark('busy'))
  map.on('dataloading', mark('busy'))
  map.on('idle', mark('idle'))
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
