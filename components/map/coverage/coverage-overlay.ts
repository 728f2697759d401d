import type { FeatureCollection } from 'geojson'
import type { LayerSpecification } from 'maplibre-gl'
import { type Overlay, SHOWN_SOURCE } from '@/components/map/style/overlay'
import type { Palette } from '@/components/map/style/palette'
import type { LngLat } from '@/lib/geo/lng-lat'
import type { Coverage } from './coverage'
import { listedLayers, PHOTOS_FROM_ZOOM, photoLayers, shownLayer, viewpointLayers } from './photo-layers'
import { selectedLayers, sequenceLayers } from './sequence-layers'

const EMPTY: FeatureCollection = { type: 'FeatureCollection', features: [] }
const ATTRIBUTION =
  'Photos: Mapillary users, <a href="https://creativecommons.org/licenses/by-sa/4.0/" target="_blank" rel="license noreferrer">CC BY-SA 4.0</a>'

/**
 * Public photos from our vector tiles. All of them: a dot for each sequence, then lines, then photos with view cones.
 * The result of a search: its photos at every zoom, above the coverage that steps back.
 */
export function coverageOverlay(palette: Palette, coverage: Coverage): Overlay {
  const { origin, version, query, listed, place } = coverage
  const isFiltered = query !== ''
  const versioned = version === undefined ? '' : `v=${version}`
  const tilesOf = (...parts: string[]) => [`${origin}/tiles/{z}/{x}/{y}.mvt?${parts.filter(Boolean).join('&')}`]
  const [tiles, resultTiles] = [tilesOf(versioned), tilesOf(versioned, query)]
  return {
    sources: {
      // Lines are whole at z14 and stretched beyond; photos are whole at z16 only (lib/tiles).
      lines: { type: 'vector', tiles, minzoom: 0, maxzoom: 14, attribution: ATTRIBUTION },
      photos: { type: 'vector', tiles: resultTiles, minzoom: isFiltered ? 0 : PHOTOS_FROM_ZOOM, maxzoom: 16 },
      viewpoints: { type: 'vector', tiles: resultTiles, minzoom: 0, maxzoom: 16 },
      place: { type: 'geojson', data: { type: 'FeatureCollection', features: place } },
      listed: { type: 'geojson', data: pointsAt(listed) },
      [SHOWN_SOURCE]: { type: 'geojson', data: EMPTY },
    },
    layers: [
      ...placeLayers(palette),
      ...sequenceLayers(palette, coverage, isFiltered),
      ...selectedLayers(palette, coverage.selectedId),
      ...(isFiltered ? listedLayers(palette) : []),
      ...photoLayers(palette, coverage, isFiltered),
      ...(coverage.colouring === 'viewpoints' ? viewpointLayers(palette) : []),
      shownLayer(palette),
    ],
  }
}

function placeLayers(palette: Palette): LayerSpecification[] {
  return [
    {
      id: 'place',
      type: 'fill',
      source: 'place',
      paint: { 'fill-color': palette.path, 'fill-opacity': 0.07 },
    },
    {
      id: 'place-edge',
      type: 'line',
      source: 'place',
      paint: { 'line-color': palette.pathStrong, 'line-width': 1.5, 'line-dasharray': [3, 2] },
    },
  ]
}

function pointsAt(positions: LngLat[]): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: positions.map((coordinates) => ({
      type: 'Feature',
      properties: {},
      geometry: { type: 'Point', coordinates },
    })),
  }
}
