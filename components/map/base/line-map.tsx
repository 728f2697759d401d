'use client'

import type { MapMouseEvent } from 'maplibre-gl'
import { useCallback } from 'react'
import type { Palette } from '@/components/map/style/palette'
import type { LngLat } from '@/lib/geo/lng-lat'
import { boundsAround, inOnePiece } from './bounds'
import { lineOverlay } from './line-overlays'
import { MapCanvas } from './map-canvas'
import type { LineMapProps } from './types'

const REACH = 40 // pixels: how near to a photo a click must be

/** Small map of one path, for the viewer and the sequence page; fills its parent. */
export function LineMap({ line, photos, current, onPick, interactive }: LineMapProps) {
  const overlay = useCallback(
    (palette: Palette) => lineOverlay(palette, { line: inOnePiece(line), photos, current }),
    [line, photos, current],
  )
  const pick = (event: MapMouseEvent) => {
    const distance = (lngLat: LngLat) => event.target.project(lngLat).dist(event.point)
    const nearest = (photos ?? [])
      .map(({ id, lngLat }) => ({ id, distance: distance(lngLat) }))
      .filter((photo) => photo.distance <= REACH)
      .reduce<{ id: string | null; distance: number }>(
        (best, photo) => (photo.distance < best.distance ? photo : best),
        {
          id: null,
          distance: Infinity,
        },
      )
    if (!photos || nearest.id !== null) onPick?.([event.lngLat.lng, event.lngLat.lat], nearest.id)
  }
  return (
    <MapCanvas
      label="Map of the sequence"
      overlay={overlay}
      camera={{ bounds: boundsAround(inOnePiece(line)), follow: current?.lngLat }}
      interactive={interactive}
      events={{
        onClick: onPick && pick,
        onPoint: (event) => {
          event.target.getCanvas().style.cursor = onPick ? 'pointer' : ''
        },
      }}
      counted={{ photo: ['photos', 'current'] }}
    />
  )
}
