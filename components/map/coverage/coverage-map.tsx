'use client'

import type { GeoJSONSource, Map as MapLibreMap, MapMouseEvent, PaddingOptions } from 'maplibre-gl'
import { type ReactNode, useCallback, useEffect, useMemo, useRef } from 'react'
import type { Bounds } from '@/components/map/base/bounds'
import { MapCanvas } from '@/components/map/base/map-canvas'
import type { Palette } from '@/components/map/base/palette'
import type { MapBase } from '@/components/map/base/types'
import { searchPlace } from '@/components/map/tools/search-place'
import type { LngLat } from '@/lib/geo/lng-lat'
import type { Colouring } from './colouring'
import { coverageOverlay, PHOTO_LAYERS, SEQUENCE_LAYERS, SHOWN_SOURCE } from './coverage-overlay'
import { featureAt, isOnStack, type PhotoOnMap, photoAt } from './features-at'

const COUNTED = { photo: PHOTO_LAYERS, sequence: SEQUENCE_LAYERS }
const OPENING_ZOOM = 4 // levels to go in where a dot of the overview stands for many

/** Full-bleed map of public photos, or of those that a search finds. What a click means is said by the callbacks. */
export function CoverageMap({
  extent,
  styleUrl,
  darkStyleUrl,
  version,
  query,
  place,
  colouring,
  listed,
  shown,
  selectedSequenceId,
  isStill,
  onPhoto,
  onPointed,
  onSequence,
  onNothing,
  keyboardPoint,
  onEnter,
  onMap,
  onUnsupported,
  onView,
  padding,
  children,
}: MapBase & {
  darkStyleUrl: string | undefined
  /** What to show when the address bar says no place; null: the world. */
  extent: Bounds | null
  /** Of the public map, for the addresses of its tiles. */
  version: number
  /** The search, as a query of the tiles. */
  query: string
  /** The same, for the outline of its place. */
  place: URLSearchParams
  colouring: Colouring
  listed: LngLat[]
  /** Where a mark stands: the photo that is pointed at in the list. */
  shown: LngLat | null
  selectedSequenceId: string | null
  /** Clicks and the pointer belong to somebody else now. */
  isStill: boolean
  onPhoto: (photo: PhotoOnMap, isTouch: boolean) => void
  onPointed: (photo: PhotoOnMap | null) => void
  onSequence: (sequenceId: string) => void
  onNothing: () => void
  /** Where the keyboard points to. */
  keyboardPoint: (map: MapLibreMap) => LngLat
  /** Enter was pressed on the map. */
  onEnter: (map: MapLibreMap) => void
  onMap: (map: MapLibreMap | null) => void
  onUnsupported: () => void
  onView: (map: MapLibreMap) => void
  /** What covers the edges of the map, in pixels. */
  padding: (size: { width: number; height: number }) => PaddingOptions
  children?: ReactNode
}) {
  const map = useRef<MapLibreMap>(null)
  const outlines = useMemo(() => searchPlace(place), [place])
  const overlay = useCallback(
    (palette: Palette) =>
      coverageOverlay(palette, {
        origin: location.origin,
        version,
        query,
        colouring,
        now: Date.now(),
        selectedId: selectedSequenceId === null ? null : Number(selectedSequenceId),
        listed,
        place: outlines,
      }),
    [version, query, colouring, selectedSequenceId, listed, outlines],
  )

  const [shownLng, shownLat] = shown ?? []
  useEffect(() => {
    map.current?.getSource<GeoJSONSource>(SHOWN_SOURCE)?.setData({
      type: 'FeatureCollection',
      features:
        shownLng === undefined || shownLat === undefined
          ? []
          : [{ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [shownLng, shownLat] } }],
    })
  }, [shownLng, shownLat])

  const click = (event: MapMouseEvent) => {
    if (isStill) return
    const photo = photoAt(event.target, event.point)
    if (photo) return onPhoto(photo, isTouch(event.originalEvent))
    const sequence = featureAt(event.target, event.point, SEQUENCE_LAYERS)
    if (!sequence) return onNothing()
    onSequence(String(sequence.properties.id))
    if (sequence.layer.id === 'overview') {
      event.target.easeTo({ center: event.lngLat, zoom: event.target.getZoom() + OPENING_ZOOM })
    }
  }
  const pointed = useRef<PhotoOnMap>(null)
  const point = (event: MapMouseEvent) => {
    if (isStill || isTouch(event.originalEvent) || (pointed.current && isOnStack(pointed.current, event.point))) return
    const photo = photoAt(event.target, event.point)
    pointed.current = photo
    const isOnSomething = photo ?? featureAt(event.target, event.point, SEQUENCE_LAYERS)
    event.target.getCanvas().style.cursor = isOnSomething ? 'pointer' : ''
    onPointed(photo)
  }

  return (
    <MapCanvas
      label={query === '' ? 'Map of all public photos' : 'Map of the photos that were found'}
      styleUrl={styleUrl}
      darkStyleUrl={darkStyleUrl}
      overlay={overlay}
      bounds={extent}
      padding={padding}
      hasHash
      hasGeolocate
      onClick={click}
      onPoint={point}
      onLeave={() => {
        pointed.current = null
        onPointed(null)
      }}
      onMap={(current) => {
        map.current = current
        onMap(current)
      }}
      onUnsupported={onUnsupported}
      onView={onView}
      keyboardPoint={keyboardPoint}
      onEnter={onEnter}
      counted={COUNTED}
      className="group/map"
    >
      {children}
    </MapCanvas>
  )
}

function isTouch(event: MouseEvent): boolean {
  return event instanceof PointerEvent ? event.pointerType === 'touch' : matchMedia('(hover: none)').matches
}
