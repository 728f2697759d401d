import type { Feature } from 'geojson'
import type { ExpressionSpecification, GeoJSONSourceSpecification } from 'maplibre-gl'
import type { Overlay } from '@/components/map/style/overlay'
import type { Palette } from '@/components/map/style/palette'
import { viewConeName } from '@/components/map/style/view-cone'
import type { LngLat } from '@/lib/geo/lng-lat'
import type { LineMapProps, ListedLine } from './types'

const ROUND = { 'line-cap': 'round', 'line-join': 'round' } as const

/** One path, its photos, and the one that is looked at. */
export function lineOverlay(
  palette: Palette,
  { line, photos = [], current }: Pick<LineMapProps, 'line' | 'photos' | 'current'>,
): Overlay {
  return {
    sources: {
      path: source(linesFrom(line)),
      photos: source(photos.map(({ id, lngLat }) => pointFeature(lngLat, { id }))),
      current: source(
        current ? [pointFeature(current.lngLat, current.heading === null ? {} : { heading: current.heading })] : [],
      ),
    },
    layers: [
      {
        id: 'path-halo',
        type: 'line',
        source: 'path',
        layout: ROUND,
        paint: { 'line-color': palette.halo, 'line-width': 7 },
      },
      {
        id: 'path',
        type: 'line',
        source: 'path',
        layout: ROUND,
        paint: { 'line-color': palette.path, 'line-width': 3.5 },
      },
      {
        id: 'photos',
        type: 'circle',
        source: 'photos',
        minzoom: 14,
        paint: {
          'circle-color': palette.path,
          'circle-radius': ['interpolate', ['linear'], ['zoom'], 14, 2, 18, 5],
          'circle-stroke-color': palette.halo,
          'circle-stroke-width': ['interpolate', ['linear'], ['zoom'], 14, 0.5, 18, 1.5],
        },
      },
      {
        id: 'current-cone',
        type: 'symbol',
        source: 'current',
        filter: ['has', 'heading'],
        layout: {
          'icon-image': viewConeName(palette),
          'icon-size': 1.75,
          'icon-rotate': ['get', 'heading'],
          'icon-rotation-alignment': 'map',
          'icon-allow-overlap': true,
          'icon-ignore-placement': true,
        },
      },
      {
        id: 'current',
        type: 'circle',
        source: 'current',
        paint: {
          'circle-color': palette.current,
          'circle-radius': 7,
          'circle-stroke-color': palette.halo,
          'circle-stroke-width': 3,
        },
      },
    ],
  }
}

/** Many paths: those that are chosen stand out, those that are not active step back, the highlighted one lies on top. */
export function linesOverlay(palette: Palette, lines: ListedLine[], highlighted?: string): Overlay {
  const choose = (
    selected: string | number,
    active: string | number,
    rest: string | number,
  ): ExpressionSpecification => ['case', ['get', 'selected'], selected, ['get', 'active'], active, rest]
  const pointedAt = lines.find(({ key }) => key === highlighted)
  return {
    sources: {
      highlighted: source(linesFrom(pointedAt?.line ?? [])),
      lines: source(lines.flatMap(({ key, line, selected, active }) => linesFrom(line, { key, selected, active }))),
      starts: source(
        lines.flatMap(({ key, line: [start], selected, active }) =>
          start ? [pointFeature(start, { key, selected, active })] : [],
        ),
      ),
    },
    layers: [
      {
        id: 'lines-halo',
        type: 'line',
        source: 'lines',
        layout: ROUND,
        paint: { 'line-color': palette.halo, 'line-width': choose(9, 6, 4) },
      },
      {
        id: 'lines',
        type: 'line',
        source: 'lines',
        layout: { ...ROUND, 'line-sort-key': choose(2, 1, 0) },
        paint: {
          'line-color': choose(palette.pathStrong, palette.path, palette.border),
          'line-width': choose(5, 3, 2),
        },
      },
      {
        id: 'highlighted',
        type: 'line',
        source: 'highlighted',
        layout: ROUND,
        paint: { 'line-color': palette.current, 'line-width': 6 },
      },
      {
        id: 'starts',
        type: 'circle',
        source: 'starts',
        layout: { 'circle-sort-key': choose(2, 1, 0) },
        paint: {
          'circle-color': choose(palette.pathStrong, palette.path, palette.border),
          'circle-radius': choose(6, 4.5, 3),
          'circle-stroke-color': palette.halo,
          'circle-stroke-width': 2,
        },
      },
    ],
  }
}

function source(features: Feature[]): GeoJSONSourceSpecification {
  return { type: 'geojson', data: { type: 'FeatureCollection', features } }
}

/** One line, or none where a single position makes no line. */
function linesFrom(line: LngLat[], properties: Record<string, string | boolean> = {}): Feature[] {
  return line.length < 2 ? [] : [{ type: 'Feature', properties, geometry: { type: 'LineString', coordinates: line } }]
}

function pointFeature(lngLat: LngLat, properties: Record<string, string | number | boolean> = {}): Feature {
  return { type: 'Feature', properties, geometry: { type: 'Point', coordinates: lngLat } }
}
