'use client'

import type { Map as MapLibreMap } from 'maplibre-gl'
import { useCallback, useMemo, useRef } from 'react'
import { boundsAround } from '@/components/map/base/bounds'
import { MapCanvas } from '@/components/map/base/map-canvas'
import type { Overlay } from '@/components/map/style/overlay'
import type { Palette } from '@/components/map/style/palette'
import { Button } from '@/components/ui/button'
import type { LngLat } from '@/lib/geo/lng-lat'
import { useAreaDrawing } from './use-area-drawing'

/** Areas on a map, where more can be drawn; fills its parent. `start`: what it shows while there are none. */
export function AreasMap({
  areas,
  start,
  onDraw,
}: {
  areas: LngLat[][]
  start: LngLat[]
  onDraw: (corners: LngLat[]) => void
}) {
  const map = useRef<MapLibreMap>(null)
  const drawing = useAreaDrawing(map, (text) => onDraw(cornersFrom(text)))
  const overlay = useCallback((palette: Palette) => areasOverlay(palette, areas), [areas])
  const corners = areas.flat()
  const bounds = useMemo(() => boundsAround(corners.length > 0 ? corners : start), [corners, start])
  return (
    <MapCanvas
      label="Map of your excluded areas"
      overlay={overlay}
      camera={{ bounds }}
      events={{
        onMap: (ready) => {
          map.current = ready
        },
      }}
      counted={{ area: ['areas'] }}
    >
      <div className="absolute inset-x-3 top-3 flex flex-wrap items-center gap-2">
        {drawing.how === null ? (
          <Button size="small" onClick={() => drawing.start('corners')}>
            Draw an area
          </Button>
        ) : (
          <>
            <p role="status" className="rounded bg-surface px-3 py-1.5 text-sm">
              {drawing.words}
            </p>
            <Button size="small" onClick={drawing.stop}>
              Cancel
            </Button>
          </>
        )}
      </div>
    </MapCanvas>
  )
}

function areasOverlay(palette: Palette, areas: LngLat[][]): Overlay {
  return {
    sources: {
      areas: {
        type: 'geojson',
        data: {
          type: 'FeatureCollection',
          features: areas.map((corners) => ({
            type: 'Feature',
            properties: {},
            geometry: { type: 'Polygon', coordinates: [[...corners, ...corners.slice(0, 1)]] },
          })),
        },
      },
    },
    layers: [
      { id: 'areas', type: 'fill', source: 'areas', paint: { 'fill-color': palette.pathStrong, 'fill-opacity': 0.2 } },
      {
        id: 'area-edges',
        type: 'line',
        source: 'areas',
        paint: { 'line-color': palette.pathStrong, 'line-width': 2.5 },
      },
    ],
  }
}

function cornersFrom(text: string): LngLat[] {
  const numbers = text.split(',').map(Number)
  return numbers.flatMap((lng, index): LngLat[] => (index % 2 === 0 ? [[lng, numbers[index + 1] ?? 0]] : []))
}
