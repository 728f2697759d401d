'use client'

import type { MapGeoJSONFeature, MapMouseEvent, PaddingOptions } from 'maplibre-gl'
import { useRouter } from 'next/navigation'
import { type ReactNode, useCallback, useState } from 'react'
import { classNames } from '@/components/ui/class-names'
import { coverageOverlay, PHOTO_LAYERS, SEQUENCE_LAYERS } from './coverage-overlay'
import { MapCanvas } from './map-canvas'
import type { Palette } from './palette'
import { PhotoPreview } from './photo-preview'
import { SequencePreview } from './sequence-preview'
import type { CoverageMapProps } from './types'

const REACH = 6 // pixels around the pointer
const COUNTED = { photo: PHOTO_LAYERS, sequence: SEQUENCE_LAYERS }
const OPENING_ZOOM = 4 // levels to go in where a dot of the overview stands for many

type Pointed = { photoId: string; x: number; y: number }

/** Full-bleed map of all public photos: hover shows a photo, a click opens it; a click on a line or dot shows its sequence. */
export function CoverageMap({
  extent,
  styleUrl,
  selectedSequenceId,
  onSequence,
  padding,
  fallback,
  children,
  className,
}: CoverageMapProps & {
  /** What covers the edges of the map, in pixels. */
  padding?: (size: { width: number; height: number }) => PaddingOptions
  fallback?: ReactNode
  children?: ReactNode
  className?: string
}) {
  const router = useRouter()
  const [pointed, setPointed] = useState<Pointed | null>(null)
  const [clickedId, setClickedId] = useState<string | null>(null)
  const selectedId = selectedSequenceId ?? clickedId
  const overlay = useCallback(
    (palette: Palette) =>
      coverageOverlay(palette, {
        origin: location.origin,
        selectedId: selectedId === null ? null : Number(selectedId),
      }),
    [selectedId],
  )

  const click = (event: MapMouseEvent) => {
    const photo = featureAt(event, PHOTO_LAYERS)
    if (photo) return router.push(`/photos/${photo.properties.id}`)
    const sequence = featureAt(event, SEQUENCE_LAYERS)
    if (!sequence) return setClickedId(null)
    const id = String(sequence.properties.id)
    if (onSequence) onSequence(id)
    else setClickedId(id)
    if (sequence.layer.id === 'overview') {
      event.target.easeTo({ center: event.lngLat, zoom: event.target.getZoom() + OPENING_ZOOM })
    }
  }
  const point = (event: MapMouseEvent) => {
    const photo = featureAt(event, PHOTO_LAYERS)
    const isOnSomething = photo ?? featureAt(event, SEQUENCE_LAYERS)
    event.target.getCanvas().style.cursor = isOnSomething ? 'pointer' : ''
    const photoId = photo && String(photo.properties.id)
    if (photoId !== pointed?.photoId) setPointed(photoId ? { photoId, ...event.point } : null)
  }

  return (
    <MapCanvas
      label="Map of all public photos"
      styleUrl={styleUrl}
      overlay={overlay}
      bounds={extent}
      padding={padding}
      hasHash
      hasGeolocate
      onClick={click}
      onPoint={point}
      onLeave={() => setPointed(null)}
      counted={COUNTED}
      fallback={fallback}
      className={classNames('group/map', className)}
    >
      {pointed && <PhotoPreview key={pointed.photoId} {...pointed} />}
      {clickedId !== null && (
        <SequencePreview key={clickedId} sequenceId={clickedId} onClose={() => setClickedId(null)} />
      )}
      {children}
    </MapCanvas>
  )
}

function featureAt({ target: map, point: { x, y } }: MapMouseEvent, among: string[]): MapGeoJSONFeature | undefined {
  const layers = among.filter((layer) => map.getLayer(layer))
  if (layers.length === 0) return undefined
  const area: [[number, number], [number, number]] = [
    [x - REACH, y - REACH],
    [x + REACH, y + REACH],
  ]
  return map.queryRenderedFeatures(area, { layers })[0]
}
