import type { LayerSpecification } from 'maplibre-gl'
import type { Palette } from '@/components/map/style/palette'
import { colourOf } from './colouring'
import type { Coverage } from './coverage'

/** The layers whose features are sequences. */
export const SEQUENCE_LAYERS = ['overview', 'sequence-dots', 'sequences']

const SEQUENCE_LINES = { type: 'line', source: 'lines', 'source-layer': 'sequences' } as const
const ROUND = { 'line-cap': 'round', 'line-join': 'round' } as const

export function sequenceLayers(
  palette: Palette,
  { colouring, now }: Coverage,
  isFiltered: boolean,
): LayerSpecification[] {
  const colour = isFiltered ? palette.border : colourOf(colouring, palette, { now, panoField: 'is_pano' })
  const dot = { 'circle-color': colour, 'circle-opacity': isFiltered ? 0.6 : 1 }
  return [
    {
      id: 'sequence-halo',
      ...SEQUENCE_LINES,
      minzoom: 9,
      layout: ROUND,
      paint: { 'line-color': palette.halo, 'line-width': ['interpolate', ['linear'], ['zoom'], 9, 4, 16, 8] },
    },
    {
      // At small scales a line is shorter than it is wide: its corners are drawn as dots, so that it can be seen.
      id: 'sequence-dots',
      type: 'circle',
      source: 'lines',
      'source-layer': 'sequences',
      minzoom: 6,
      maxzoom: 11,
      paint: { ...dot, 'circle-radius': ['interpolate', ['linear'], ['zoom'], 6, 4, 11, 2] },
    },
    {
      id: 'sequences',
      ...SEQUENCE_LINES,
      minzoom: 6,
      layout: ROUND,
      paint: {
        'line-color': colour,
        'line-opacity': ['interpolate', ['linear'], ['zoom'], 15, isFiltered ? 0.7 : 1, 16, 0.45],
        'line-width': ['interpolate', ['linear'], ['zoom'], 6, 2, 12, 3, 16, 4],
      },
    },
    {
      id: 'overview',
      type: 'circle',
      source: 'lines',
      'source-layer': 'overview',
      maxzoom: 6,
      paint: {
        ...dot,
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 0, 4, 6, 6],
        'circle-stroke-color': palette.halo,
        'circle-stroke-width': 1.5,
      },
    },
  ]
}

export function selectedLayers(palette: Palette, selectedId: number | null): LayerSpecification[] {
  return [
    {
      id: 'selected-sequence',
      ...SEQUENCE_LINES,
      minzoom: 6,
      filter: ['==', ['get', 'id'], selectedId ?? -1],
      layout: ROUND,
      paint: { 'line-color': palette.pathStrong, 'line-width': ['interpolate', ['linear'], ['zoom'], 6, 4, 16, 7] },
    },
  ]
}
