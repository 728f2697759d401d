'use client'

import type { MapMouseEvent } from 'maplibre-gl'
import { useCallback, useMemo } from 'react'
import type { Palette } from '@/components/map/style/palette'
import { boundsAround, inOnePiece } from './bounds'
import { boundsOf } from './bounds-of'
import { linesOverlay } from './line-overlays'
import { MapCanvas } from './map-canvas'
import type { LinesMapProps } from './types'

const LAYERS = ['starts', 'lines']
const REACH = 8 // pixels

/** Many paths to choose from, for the import page; a click on one toggles it. */
export function LinesMap({ lines, finer, highlighted, onHighlight, onToggle, onView }: LinesMapProps) {
  const whole = useMemo(() => lines.map((listed) => ({ ...listed, line: inOnePiece(listed.line) })), [lines])
  const drawn = useMemo(
    () => whole.map((listed) => ({ ...listed, line: inOnePiece(finer?.get(listed.key) ?? listed.line) })),
    [whole, finer],
  )
  const overlay = useCallback((palette: Palette) => linesOverlay(palette, drawn, highlighted), [drawn, highlighted])
  const bounds = useMemo(() => boundsAround(whole.flatMap(({ line }) => line)), [whole])
  return (
    <MapCanvas
      label="Map of your sequences"
      overlay={overlay}
      camera={{ bounds }}
      events={{
        onClick: (event) => {
          const key = keyAt(event)
          if (key !== undefined) onToggle(key)
        },
        onPoint: (event) => {
          const key = keyAt(event)
          event.target.getCanvas().style.cursor = key === undefined ? '' : 'pointer'
          if (key !== highlighted) onHighlight?.(key)
        },
        onLeave: () => onHighlight?.(undefined),
        onView: (map) => onView(boundsOf(map)),
      }}
      counted={{ line: LAYERS }}
    />
  )
}

function keyAt({ target: map, point: { x, y } }: MapMouseEvent): string | undefined {
  const layers = LAYERS.filter((layer) => map.getLayer(layer))
  const area: [[number, number], [number, number]] = [
    [x - REACH, y - REACH],
    [x + REACH, y + REACH],
  ]
  const key: unknown = map.queryRenderedFeatures(area, { layers })[0]?.properties.key
  return typeof key === 'string' ? key : undefined
}
