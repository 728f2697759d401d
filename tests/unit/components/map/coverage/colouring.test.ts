import { createExpression, validateStyleMin } from '@maplibre/maplibre-gl-style-spec'
import { describe, expect, test } from 'vitest'
import { COLOURINGS, type Colouring, colourOf, legendOf, parseColouring } from '@/components/map/coverage/colouring'
import { coverageOverlay } from '@/components/map/coverage/coverage-overlay'
import { baseStyle } from '@/components/map/style/base-style'
import { withOverlay } from '@/components/map/style/overlay'
import { DARK, LIGHT, type Palette } from '@/components/map/style/palette'

const NOW = Date.UTC(2026, 0, 1)

/** The colour that MapLibre gives a photo, as the name that the legend has for it. */
function nameOf(colouring: Colouring, palette: Palette, properties: Record<string, unknown>) {
  const compiled = createExpression(
    colourOf(colouring, palette, { now: NOW, panoField: 'pano' }),
    'layers[0].paint.circle-color',
  )
  if (compiled.result === 'error') throw new Error(JSON.stringify(compiled.value))
  const colour = compiled.value.evaluate({ zoom: 16 }, { type: 1, properties } as never)
  return legendOf(colouring, palette).find((entry) => entry.colour === colour)?.name
}

describe.each([LIGHT, DARK])('in the $name theme', (palette) => {
  test.each([
    ['2025-06-01', 'Last 12 months'],
    ['2023-06-01', '1 to 3 years'],
    ['2021-06-01', '3 to 5 years'],
    ['1999-06-01', 'Older'],
  ])('a photo of %s has the colour of "%s"', (day, name) => {
    expect(nameOf('age', palette, { captured_at: Date.parse(day) })).toBe(name)
  })

  test('photos without a date, flat and round ones have colours of their own', () => {
    expect(nameOf('age', palette, {})).toBe('Date unknown')
    expect(nameOf('kind', palette, { pano: true })).toBe('360°')
    expect(nameOf('kind', palette, { pano: false })).toBe('Flat')
  })

  test.each(COLOURINGS)('MapLibre takes the style coloured by %s, with and without a search', (colouring) => {
    for (const query of ['', 'tag=object--bench']) {
      const coverage = { origin: 'http://mtp.test', version: 1, query, colouring, now: NOW, selectedId: null }
      const overlay = coverageOverlay(palette, { ...coverage, listed: [[1, 2]], place: [] })
      expect(validateStyleMin(withOverlay(baseStyle(palette, 'https://example.org'), overlay))).toEqual([])
    }
  })
})

test('an unknown colouring in the address is the plain one', () => {
  expect(parseColouring('rainbow')).toBe('plain')
})
