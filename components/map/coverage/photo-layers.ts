import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import { SHOWN_SOURCE } from '@/components/map/style/overlay'
import type { Palette } from '@/components/map/style/palette'
import { viewConeName } from '@/components/map/style/view-cone'
import { colourOf } from './colouring'
import type { Coverage } from './coverage'

/** The layers whose features are photos. */
export const PHOTO_LAYERS = ['photos', 'viewpoints']

/** From here on all public photos are drawn one by one; those of a search are at every zoom. */
export const PHOTOS_FROM_ZOOM = 14

export function photoLayers(palette: Palette, { colouring, now }: Coverage, isFiltered: boolean): LayerSpecification[] {
  const colour = colourOf(colouring, palette, { now, panoField: 'pano' })
  return [
    ...directionLayers(palette, colour),
    {
      id: 'photos',
      type: 'circle',
      source: 'photos',
      'source-layer': 'photos',
      minzoom: isFiltered ? 0 : PHOTOS_FROM_ZOOM,
      paint: {
        'circle-color': colour,
        'circle-radius': photoRadius(isFiltered),
        'circle-stroke-color': palette.halo,
        'circle-stroke-width': ['interpolate', ['linear'], ['zoom'], 0, 0.75, 14, 0.75, 16, 1.5, 19, 2.5],
      },
    },
  ]
}

/** Which way a photo looks: a cone, or a ring for a panorama. */
function directionLayers(palette: Palette, colour: string | ExpressionSpecification): LayerSpecification[] {
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
  ]
}

/** Where a search has many results in one place, one point stands for all of them. */
function photoRadius(isFiltered: boolean): ExpressionSpecification {
  const byCount: ExpressionSpecification = [
    'interpolate',
    ['linear'],
    ['ln', ['coalesce', ['get', 'count'], 1]],
    0,
    1,
    9,
    2.2,
  ]
  return isFiltered
    ? ['interpolate', ['linear'], ['zoom'], 0, ['*', 3.5, byCount], 14, ['*', 4, byCount], 16, 5, 19, 8]
    : ['interpolate', ['linear'], ['zoom'], 14, 2, 16, 4.5, 19, 8]
}

export function viewpointLayers(palette: Palette): LayerSpecification[] {
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

/** A soft light around the photos of the list. */
export function listedLayers(palette: Palette): LayerSpecification[] {
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

/** The photo that is pointed at. */
export function shownLayer(palette: Palette): LayerSpecification {
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
