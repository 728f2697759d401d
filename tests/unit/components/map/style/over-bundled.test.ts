import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec'
import type { StyleSpecification } from 'maplibre-gl'
import { expect, test } from 'vitest'
import { baseStyle } from '@/components/map/style/base-style'
import { overBundled } from '@/components/map/style/over-bundled'
import { DARK, LIGHT } from '@/components/map/style/palette'

const bundled = baseStyle(LIGHT, 'https://paths.test')
const own: StyleSpecification = {
  version: 8,
  sources: { own: { type: 'geojson', data: { type: 'FeatureCollection', features: [] } } },
  layers: [{ id: 'own', type: 'fill', source: 'own' }],
}

test('a style that says so lies over the bundled land, and below its names', () => {
  const { sources, layers } = overBundled({ ...own, metadata: { 'map-the-paths:over': 'bundled' } }, bundled)
  expect(Object.keys(sources)).toEqual([...Object.keys(bundled.sources), 'own'])
  const ids = layers.map(({ id }) => id)
  expect(ids.indexOf('own')).toBeGreaterThan(ids.indexOf('borders'))
  expect(ids.indexOf('own')).toBeLessThan(ids.indexOf('countries'))
  expect(ids).toHaveLength(bundled.layers.length + 1)
})

test('any other style stays as it is', () => {
  expect(overBundled(own, bundled)).toBe(own)
})

test.each([LIGHT, DARK])('the bundled ground is a style that MapLibre reads: $name', (palette) => {
  // Names are drawn with fonts of the page, which its own check does not know of.
  const faults = validateStyleMin(JSON.parse(JSON.stringify(baseStyle(palette, 'https://paths.test'))))
  expect(faults.map(({ message }) => message).filter((message) => !message.includes('"glyphs"'))).toEqual([])
})
