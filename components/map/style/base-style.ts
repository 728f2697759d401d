import type {
  ExpressionSpecification,
  LayerSpecification,
  LineLayerSpecification,
  StyleSpecification,
} from 'maplibre-gl'
import { MAX_GROUND_ZOOM, MAX_PLACE_ZOOM, MIN_GROUND_ZOOM, MIN_WATER_ZOOM } from '@/lib/geo/tile'
import type { Palette } from './palette'

export const GRATICULE_SOURCE = 'graticule'

// From here on coasts and borders at 1:10 million would lie next to where the photos are: they fade into plain ground.
export const COARSE = 10

const RIVERS_FROM = 3
const PLACES_FROM = 4 // before, names of countries need the room

// Lakes and rivers are coarser still.
const fadingOutSoon: ExpressionSpecification = ['interpolate', ['linear'], ['zoom'], COARSE - 3, 1, COARSE - 1.5, 0]
const fadingOut: ExpressionSpecification = ['interpolate', ['linear'], ['zoom'], COARSE, 1, COARSE + 2, 0]

/**
 * The ground without any map server: land, borders and names of countries (scripts/build-map-data.mjs); as tiles finer ones, lakes, rivers and
 * names of places; and a grid of degrees.
 */
export function baseStyle(palette: Palette, origin: string): StyleSpecification {
  return {
    version: 8,
    sources: {
      land: { type: 'geojson', data: '/map/land.json', attribution: 'Natural Earth' },
      borders: { type: 'geojson', data: '/map/borders.json' },
      countries: { type: 'geojson', data: '/map/countries.json' },
      fine: {
        type: 'vector',
        tiles: [`${origin}/tiles/ground/{z}/{x}/{y}.mvt`],
        minzoom: MIN_WATER_ZOOM,
        maxzoom: MAX_GROUND_ZOOM,
      },
      places: {
        type: 'vector',
        tiles: [`${origin}/tiles/places/{z}/{x}/{y}.mvt`],
        minzoom: PLACES_FROM,
        maxzoom: MAX_PLACE_ZOOM,
        attribution: 'GeoNames',
      },
      [GRATICULE_SOURCE]: { type: 'geojson', data: { type: 'FeatureCollection', features: [] } },
    },
    layers: [...groundLayers(palette), ...nameLayers(palette)],
  }
}

function groundLayers(palette: Palette): LayerSpecification[] {
  return [
    {
      id: 'water',
      type: 'background',
      paint: {
        'background-color': ['interpolate', ['linear'], ['zoom'], COARSE, palette.water, COARSE + 2, palette.land],
      },
    },
    { id: 'land', type: 'fill', source: 'land', maxzoom: MIN_GROUND_ZOOM, paint: { 'fill-color': palette.land } },
    {
      id: 'fine-land',
      type: 'fill',
      source: 'fine',
      'source-layer': 'land',
      minzoom: MIN_GROUND_ZOOM,
      paint: { 'fill-color': palette.land },
    },
    ...waterLayers(palette),
    {
      id: 'graticule',
      type: 'line',
      source: GRATICULE_SOURCE,
      paint: { 'line-color': palette.graticule, 'line-opacity': 0.07, 'line-width': 1 },
    },
    { id: 'borders', type: 'line', source: 'borders', maxzoom: MIN_GROUND_ZOOM, paint: borderPaint(palette) },
    {
      id: 'fine-borders',
      type: 'line',
      source: 'fine',
      'source-layer': 'borders',
      minzoom: MIN_GROUND_ZOOM,
      paint: borderPaint(palette),
    },
  ]
}

function waterLayers(palette: Palette): LayerSpecification[] {
  return [
    {
      id: 'lakes',
      type: 'fill',
      source: 'fine',
      'source-layer': 'waters',
      paint: { 'fill-color': palette.water, 'fill-opacity': fadingOutSoon },
    },
    {
      id: 'rivers',
      type: 'line',
      source: 'fine',
      'source-layer': 'rivers',
      minzoom: RIVERS_FROM,
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': palette.water,
        'line-width': ['interpolate', ['linear'], ['zoom'], RIVERS_FROM, 0.6, COARSE, 3],
        'line-opacity': fadingOutSoon,
      },
    },
  ]
}

function nameLayers(palette: Palette): LayerSpecification[] {
  return [
    {
      id: 'countries',
      type: 'symbol',
      source: 'countries',
      maxzoom: 8,
      filter: ['>=', ['get', 'size'], ['step', ['zoom'], 12, 2, 7, 3, 4, 4, 2, 5, 0]],
      layout: {
        'text-field': ['get', 'name'],
        'text-font': ['Inter Variable', 'sans-serif'],
        'text-size': ['interpolate', ['linear'], ['zoom'], 1, 10, 6, 14],
        'text-max-width': 7,
        'text-letter-spacing': 0.04,
        'text-padding': 8,
        'symbol-sort-key': ['-', 0, ['get', 'size']],
      },
      paint: { 'text-color': palette.label, 'text-halo-color': palette.land, 'text-halo-width': 1.25 },
    },
    {
      id: 'places',
      type: 'symbol',
      source: 'places',
      'source-layer': 'places',
      minzoom: PLACES_FROM,
      layout: {
        'text-field': ['get', 'name'],
        'text-font': ['Inter Variable', 'sans-serif'],
        'text-size': ['interpolate', ['linear'], ['zoom'], PLACES_FROM, 10, 12, 14],
        'text-max-width': 8,
        'text-padding': 6,
        'symbol-sort-key': ['get', 'rank'],
      },
      paint: { 'text-color': palette.label, 'text-halo-color': palette.land, 'text-halo-width': 1.25 },
    },
  ]
}

function borderPaint(palette: Palette): NonNullable<LineLayerSpecification['paint']> {
  return {
    'line-color': palette.border,
    'line-width': ['interpolate', ['linear'], ['zoom'], 0, 0.5, 6, 1.5],
    'line-opacity': fadingOut,
  }
}
