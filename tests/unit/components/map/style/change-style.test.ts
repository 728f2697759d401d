import type { StyleSpecification } from 'maplibre-gl'
import { expect, test } from 'vitest'
import { changedData } from '@/components/map/style/change-style'

const point = (lng: number) => ({ type: 'Point' as const, coordinates: [lng, 54] })
const layer = (radius: number) => ({
  id: 'current',
  type: 'circle' as const,
  source: 'current',
  paint: { 'circle-radius': radius },
})

function style({ lng = 1, land = '/land.json', radius = 7, more = {} } = {}): StyleSpecification {
  return {
    version: 8,
    sources: {
      land: { type: 'geojson', data: land },
      current: { type: 'geojson', data: point(lng) },
      ...more,
    },
    layers: [layer(radius)],
  }
}

test.each([
  ['nothing', style(), []],
  ['what a source holds', style({ lng: 2 }), [['current', point(2)]]],
  ['where its data are read', style({ land: '/other.json' }), [['land', '/other.json']]],
  ['how a layer looks', style({ radius: 9 }), null],
  ['which sources there are', style({ more: { photos: { type: 'geojson', data: point(1) } } }), null],
  ['how a source is cut', style({ more: { land: { type: 'geojson', data: '/land.json', maxzoom: 3 } } }), null],
  ['the kind of a source', style({ more: { land: { type: 'vector', url: '/land.json' } } }), null],
])('where %s differs, that is told', (_, after, expected) => {
  expect(changedData(style(), after)).toEqual(expected)
})
