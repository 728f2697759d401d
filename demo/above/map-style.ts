import { mix } from '../scene/color'
import type { DemoSequence, World } from '../world'
import { type GroundFeature, groundFeatures } from './ground-features'

export type MapTheme = 'light' | 'dark'

const LONGEST_M = 20_000 // of all paths: enough for all but the many rides of a large account
const NIGHT = '#1b211c'
const NIGHT_PART = 0.68
const FROM_ZOOM = 11

/**
 * The world from above, as a MapLibre style. It holds all its data, and lies over the ground that comes with the product
 * (`map-the-paths:over`), since the rest of the earth is not ours.
 */
export function mapStyle({ sequences }: World, theme: MapTheme) {
  const drawn = withinLength(sequences.filter(({ isPrivate }) => !isPrivate))
  const features = drawn.flatMap(groundFeatures).map((feature) => inTheme(feature, theme))
  const fill = (kind: string, isEdged = false) => ({
    id: `demo-${kind}`,
    type: 'fill',
    source: 'demo-world',
    minzoom: FROM_ZOOM,
    filter: ['==', ['get', 'kind'], kind],
    paint: { 'fill-color': ['get', 'color'], 'fill-antialias': isEdged }, // the edges of pieces would be seen
  })
  return {
    version: 8,
    name: 'Demo world',
    metadata: { 'map-the-paths:over': 'bundled' },
    sources: {
      'demo-world': {
        type: 'geojson',
        data: { type: 'FeatureCollection', features },
        attribution: 'The demo world',
        tolerance: 0.1,
      },
    },
    layers: [
      fill('land'),
      fill('strip'),
      fill('water'),
      fill('road'),
      fill('house', true),
      {
        id: 'demo-tree',
        type: 'circle',
        source: 'demo-world',
        minzoom: 14,
        filter: ['==', ['get', 'kind'], 'tree'],
        paint: {
          'circle-color': ['get', 'color'],
          'circle-opacity': 0.85,
          'circle-radius': [
            'interpolate',
            ['exponential', 2],
            ['zoom'],
            14,
            ['/', ['get', 'size'], 64],
            20,
            ['get', 'size'],
          ],
        },
      },
    ],
  }
}

function withinLength(sequences: DemoSequence[]): DemoSequence[] {
  let lengthM = 0
  return sequences.filter(({ photos }) => {
    lengthM += photos.at(-1)?.stationM ?? 0
    return lengthM <= LONGEST_M
  })
}

function inTheme(feature: GroundFeature, theme: MapTheme): GroundFeature {
  if (theme === 'light') return feature
  const { properties } = feature
  return { ...feature, properties: { ...properties, color: mix(properties.color, NIGHT, NIGHT_PART) } }
}
