import type { Feature, FeatureCollection } from 'geojson'
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import type { Overlay } from '@/components/map/base/overlay'
import type { Palette } from '@/components/map/base/palette'
import type { LngLat } from '@/lib/geo/lng-lat'
import { type Colouring, colourOf } from './colouring'
import { viewConeName } from './view-cone'

/** Layers that stand for sequences, and those that stand for photos. */
export const SEQUENCE_LAYERS = ['overview', 'sequence-dots', 'sequences']
export const PHOTO_LAYERS = ['photos', 'viewpoints']

/** From here on all public photos are drawn one by one; those of a search are at every zoom. */
export const PHOTOS_FROM_ZOOM = 14

/** Holds the photo that is pointed at; set from outside, not by the overlay (LIVE_SOURCES). */
export const SHOWN_SOURCE = 'shown'

const EMPTY: FeatureCollection = { type: 'FeatureCollection', features: [] }
const ATTRIBUTION =
  'Photos: Mapillary users, <a href="https://creativecommons.org/licenses/by-sa/4.0/" target="_blank" rel="license noreferrer">CC BY-SA 4.0</a>'

export type Coverage = {
  origin: string
  /** Which state of the public map the tiles are of: with it they may be kept; those of a search are only asked for again when it changes. */
  version?: number
  /** What the tiles are filtered by, as a query; empty: all public photos. */
  query: string
  colouring: Colouring
  now: number // milliseconds since the Unix epoch, for colours by age
  selectedId: number | null
  /** Photos of the list beside the map. */
  listed: LngLat[]
  /** The place of the search. */
  place: Feature[]
}

/**
 * Public photos from our vector tiles. All of them: a dot for each sequence, then lines, then photos with view cones.
 * The result of a search: its photos at every zoom, above the coverage that steps back.
 */
export function coverageOverlay(palette: Palette, coverage: Coverage): Overlay {
  const { origin, version, query, listed, place } = coverage
  const isFiltered = query !== ''
  const versioned = version === undefined ? '' : `v=${version}`
  const tilesOf = (...parts: string[]) => [`${origin}/tiles/{z}/{x}/{y}.mvt?${parts.filter(Boolean).join('&')}`]
  const [tiles, found] = [tilesOf(versioned), tilesOf(versioned, query)]
  return {
    sources: {
      // Lines are whole at z14 and stretched beyond; photos are whole at z16 only (lib/tiles).
      lines: { type: 'vector', tiles, minzoom: 0, maxzoom: 14, attribution: ATTRIBUTION },
      photos: { type: 'vector', tiles: found, minzoom: isFiltered ? 0 : PHOTOS_FROM_ZOOM, maxzoom: 16 },
      viewpoints: { type: 'vector', tiles: found, minzoom: 0, maxzoom: 16 },
      place: { type: 'geojson', data: { type: 'FeatureCollection', features: place } },
      listed: {
        type: 'geojson',
        data: {
          type: 'FeatureCollection',
          features: listed.map((coordinates) => ({
            type: 'Feature',
            properties: {},
            geometry: { type: 'Point', coordinates },
          })),
        },
      },
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

function sequenceLayers(palette: Palette, { colouring, now }: Coverage, isFiltered: boolean): LayerSpecification[] {
  const colour = isFiltered ? palette.border : colourOf(colouring, palette, { now, panoField: 'is_pano' })
  const dot = { 'circle-color': colour, 'circle-opacity': isFiltered ? 0.6 : 1 }
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
      paint: { ...dot, 'circle-radius': ['interpolate', ['linear'], ['zoom'], 6, 4, 11, 2] },
    },
    {
      id: 'sequences',
      type: 'line',
      source: 'lines',
      'source-layer': 'sequences',
      minzoom: 6,
      layout: { 'line-cap': 'round', 'line-join': 'round' },
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

/** A soft light around the photos that the list shows. */
function listedLayers(palette: Palette): LayerSpecification[] {
  return [
    {
      id: 'listed',
      type: 'circle',
      source: 'listed',
      minzoom: 14, // further out they would lie on each other
      paint: { 'circle-color': palette.path, 'circle-opacity': 0.22, 'circle-radius': 11 },
    },
  ]
}

function photoLayers(palette: Palette, { colouring, now }: Coverage, isFiltered: boolean): LayerSpecification[] {
  const colour = colourOf(colouring, palette, { now, panoField: 'pano' })
  // Where many were found in one place, one point stands for all of them.
  const found: ExpressionSpecification = [
    'interpolate',
    ['linear'],
    ['ln', ['coalesce', ['get', 'count'], 1]],
    0,
    1,
    9,
    2.2,
  ]
  const radius: ExpressionSpecification = isFiltered
    ? ['interpolate', ['linear'], ['zoom'], 0, ['*', 3.5, found], 14, ['*', 4, found], 16, 5, 19, 8]
    : ['interpolate', ['linear'], ['zoom'], 14, 2, 16, 4.5, 19, 8]
  return [
    {
      id: 'view-cones',
      type: 'symbol',
      source: 'photos',
      'source-layer': 'photos',
      minzoom: 17,
      filter: ['all', ['has', 'compass'], ['!', ['to-boolean', ['get', 'pano']]]],
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
      filter: ['to-boolean', ['get', 'pano']],
      paint: {
        'circle-color': colour,
        'circle-opacity': 0.2,
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 17, 12, 20, 26],
      },
    },
    {
      id: 'photos',
      type: 'circle',
      source: 'photos',
      'source-layer': 'photos',
      minzoom: isFiltered ? 0 : PHOTOS_FROM_ZOOM,
      paint: {
        'circle-color': colour,
        'circle-radius': radius,
        'circle-stroke-color': palette.halo,
        'circle-stroke-width': ['interpolate', ['linear'], ['zoom'], 0, 0.75, 14, 0.75, 16, 1.5, 19, 2.5],
      },
    },
  ]
}

function viewpointLayers(palette: Palette): LayerSpecification[] {
  return [
    {
      id: 'viewpoints',
      type: 'circle',
      source: 'viewpoints',
      'source-layer': 'viewpoints',
      paint: {
        'circle-color': palette.viewpoint,
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 0, 4, 14, 6, 18, 9],
        'circle-stroke-color': palette.halo,
        'circle-stroke-width': 1.5,
      },
    },
  ]
}

function shownLayer(palette: Palette): LayerSpecification {
  return {
    id: 'shown',
    type: 'circle',
    source: SHOWN_SOURCE,
    paint: {
      'circle-color': palette.current,
      'circle-radius': 8,
      'circle-stroke-color': palette.halo,
      'circle-stroke-width': 3,
    },
  }
}
