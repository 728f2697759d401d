import type { LayerSpecification } from 'maplibre-gl'
import type { Overlay } from './overlay'
import type { Palette } from './palette'
import { viewConeName } from './view-cone'

/** Layers that stand for sequences, and those that stand for photos. */
export const SEQUENCE_LAYERS = ['overview', 'sequence-dots', 'sequences']
export const PHOTO_LAYERS = ['photos']

/** All public photos from our vector tiles: a dot for each sequence, then lines, then photos with view cones. */
export function coverageOverlay(
  palette: Palette,
  { origin, selectedId }: { origin: string; selectedId: number | null },
): Overlay {
  const tiles = [`${origin}/tiles/{z}/{x}/{y}.mvt`]
  const attribution =
    'Photos: Mapillary users, <a href="https://creativecommons.org/licenses/by-sa/4.0/" target="_blank" rel="license noreferrer">CC BY-SA 4.0</a>'
  return {
    sources: {
      // Lines are whole at z14 and stretched beyond; photos are whole at z16 only (lib/tiles).
      lines: { type: 'vector', tiles, minzoom: 0, maxzoom: 14, attribution },
      photos: { type: 'vector', tiles, minzoom: 14, maxzoom: 16 },
    },
    layers: [...sequenceLayers(palette), ...selectedLayers(palette, selectedId), ...photoLayers(palette)],
  }
}

function sequenceLayers(palette: Palette): LayerSpecification[] {
  return [
    {
      id: 'sequence-halo',
      type: 'line',
      source: 'lines',
      'source-layer': 'sequences',
      minzoom: 9,
      layout: { 'line-cap': 'round', 'line-join': 'round' },
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
      paint: {
        'circle-color': palette.path,
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 6, 4, 11, 2],
      },
    },
    {
      id: 'sequences',
      type: 'line',
      source: 'lines',
      'source-layer': 'sequences',
      minzoom: 6,
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': ['interpolate', ['linear'], ['zoom'], 15, palette.path, 16, palette.pathSoft],
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
        'circle-color': palette.path,
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 0, 4, 6, 6],
        'circle-stroke-color': palette.halo,
        'circle-stroke-width': 1.5,
      },
    },
  ]
}

function selectedLayers(palette: Palette, selectedId: number | null): LayerSpecification[] {
  return [
    {
      id: 'selected-sequence',
      type: 'line',
      source: 'lines',
      'source-layer': 'sequences',
      minzoom: 6,
      filter: ['==', ['get', 'id'], selectedId ?? -1],
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': palette.pathStrong, 'line-width': ['interpolate', ['linear'], ['zoom'], 6, 4, 16, 7] },
    },
  ]
}

function photoLayers(palette: Palette): LayerSpecification[] {
  return [
    {
      id: 'view-cones',
      type: 'symbol',
      source: 'photos',
      'source-layer': 'photos',
      minzoom: 17,
      filter: ['all', ['has', 'compass'], ['!', ['get', 'pano']]],
      layout: {
        'icon-image': viewConeName(palette),
        'icon-size': ['interpolate', ['linear'], ['zoom'], 17, 1.1, 20, 2.4],
        'icon-rotate': ['get', 'compass'],
        'icon-rotation-alignment': 'map',
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
      },
    },
    {
      id: 'panorama-rings',
      type: 'circle',
      source: 'photos',
      'source-layer': 'photos',
      minzoom: 17,
      filter: ['get', 'pano'],
      paint: {
        'circle-color': palette.path,
        'circle-opacity': 0.2,
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 17, 12, 20, 26],
      },
    },
    {
      id: 'photos',
      type: 'circle',
      source: 'photos',
      'source-layer': 'photos',
      minzoom: 14,
      paint: {
        'circle-color': palette.path,
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 14, 2, 16, 4.5, 19, 8],
        'circle-stroke-color': palette.halo,
        'circle-stroke-width': ['interpolate', ['linear'], ['zoom'], 14, 0.5, 16, 1.5, 19, 2.5],
      },
    },
  ]
}
