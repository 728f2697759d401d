'use client'

import type { GeoJSONSource, Map as MapLibreMap, MapMouseEvent } from 'maplibre-gl'
import { type ReactNode, type RefObject, useCallback, useEffect, useMemo, useRef } from 'react'
import { ASKED } from '@/components/map/base/asked-move'
import type { MapCamera, MapEvents } from '@/components/map/base/canvas-props'
import { MapCanvas } from '@/components/map/base/map-canvas'
import type { PhotoOnMap } from '@/components/map/cards/photo-on-map'
import { SHOWN_SOURCE } from '@/components/map/style/overlay'
import type { Palette } from '@/components/map/style/palette'
import { searchPlace } from '@/components/map/tools/search-place'
import type { LngLat } from '@/lib/geo/lng-lat'
import type { Colouring } from './colouring'
import { coverageOverlay } from './coverage-overlay'
import { featureAt, isOnStack, photoAt } from './features-at'
import { PHOTO_LAYERS } from './photo-layers'
import { SEQUENCE_LAYERS } from './sequence-layers'

const COUNTED = { photo: PHOTO_LAYERS, sequence: SEQUENCE_LAYERS }
const OPENING_ZOOM = 4 // levels to go in where a dot of the overview stands for many

/** What is drawn of the public photos, or of those that a search finds. */
export type DrawnCoverage = {
  /** Of the public map, for the addresses of its tiles. */
  version: number
  /** The search, as a query of the tiles. */
  query: string
  /** The same, for the outline of its place. */
  search: URLSearchParams
  colouring: Colouring
  /** The photos of the list beside the map. */
  listed: LngLat[]
  /** Where a mark stands: the photo that is pointed at in the list. */
  marked: LngLat | null
  selectedSequenceId: string | null
}

/** What clicks and the pointer do. */
export type CoveragePointing = {
  /** They belong to somebody else now. */
  isPaused: boolean
  onPhoto: (photo: PhotoOnMap, isTouch: boolean) => void
  onPointed: (photo: PhotoOnMap | null) => void
  onSequence: (sequenceId: string) => void
  onNothing: () => void
}

/** Full-bleed map of public photos, or of those that a search finds. */
export function CoverageMap({
  coverage,
  pointing,
  camera,
  events,
  children,
}: {
  coverage: DrawnCoverage
  pointing: CoveragePointing
  camera: MapCamera
  events: Pick<MapEvents, 'onEnter' | 'onMap' | 'onUnsupported' | 'onView'>
  children?: ReactNode
}) {
  const map = useRef<MapLibreMap>(null)
  const overlay = useOverlay(coverage)
  useMark(map, coverage.marked)
  const pointerEvents = usePointerEvents(pointing)
  const onMap = (current: MapLibreMap | null) => {
    map.current = current
    events.onMap?.(current)
  }
  return (
    <MapCanvas
      label={coverage.query === '' ? 'Map of all public photos' : 'Map of the photos that were found'}
      overlay={overlay}
      camera={{ ...camera, hasHash: true }}
      events={{ ...events, ...pointerEvents, onMap }}
      hasGeolocate
      warnsOfNoStreets
      counted={COUNTED}
      className="group/map"
    >
      {children}
    </MapCanvas>
  )
}

function useOverlay({ version, query, search, colouring, listed, selectedSequenceId }: DrawnCoverage) {
  const place = useMemo(() => searchPlace(search), [search])
  return useCallback(
    (palette: Palette) =>
      coverageOverlay(palette, {
        origin: location.origin,
        version,
        query,
        colouring,
        now: Date.now(),
        selectedId: selectedSequenceId === null ? null : Number(selectedSequenceId),
        listed,
        place,
      }),
    [version, query, colouring, selectedSequenceId, listed, place],
  )
}

function useMark(map: RefObject<MapLibreMap | null>, marked: LngLat | null): void {
  const [lng, lat] = marked ?? []
  useEffect(() => {
    map.current?.getSource<GeoJSONSource>(SHOWN_SOURCE)?.setData({
      type: 'FeatureCollection',
      features:
        lng === undefined || lat === undefined
          ? []
          : [{ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [lng, lat] } }],
    })
  }, [map, lng, lat])
}

function usePointerEvents({ isPaused, onPhoto, onPointed, onSequence, onNothing }: CoveragePointing) {
  const pointed = useRef<PhotoOnMap>(null)
  const onClick = (event: MapMouseEvent) => {
    if (isPaused) return
    const photo = photoAt(event.target, event.point)
    if (photo) return onPhoto(photo, isTouch(event.originalEvent))
    const sequence = featureAt(event.target, event.point, SEQUENCE_LAYERS)
    if (!sequence) return onNothing()
    onSequence(String(sequence.properties.id))
    if (sequence.layer.id === 'overview') {
      event.target.easeTo({ center: event.lngLat, zoom: event.target.getZoom() + OPENING_ZOOM }, ASKED)
    }
  }
  const onPoint = (event: MapMouseEvent) => {
    if (isPaused || isTouch(event.originalEvent) || (pointed.current && isOnStack(pointed.current, event.point))) return
    const photo = photoAt(event.target, event.point)
    pointed.current = photo
    const isOnSomething = photo ?? featureAt(event.target, event.point, SEQUENCE_LAYERS)
    event.target.getCanvas().style.cursor = isOnSomething ? 'pointer' : ''
    onPointed(photo)
  }
  const onLeave = () => {
    pointed.current = null
    onPointed(null)
  }
  return { onClick, onPoint, onLeave }
}

function isTouch(event: MouseEvent): boolean {
  return event instanceof PointerEvent ? event.pointerType === 'touch' : matchMedia('(hover: none)').matches
}
