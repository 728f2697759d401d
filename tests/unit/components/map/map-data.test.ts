import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { boundsAround, inOnePiece } from '@/components/map/base/bounds'
import { lineOverlay, linesOverlay } from '@/components/map/base/line-overlays'
import { coverageOverlay } from '@/components/map/coverage/coverage-overlay'
import { PHOTO_LAYERS } from '@/components/map/coverage/photo-layers'
import { SEQUENCE_LAYERS } from '@/components/map/coverage/sequence-layers'
import { baseStyle } from '@/components/map/style/base-style'
import { graticule } from '@/components/map/style/graticule'
import { withOverlay } from '@/components/map/style/overlay'
import { DARK, LIGHT } from '@/components/map/style/palette'
import { TILE_LAYERS } from '@/lib/tiles/render-tile'

const coverageOf = (query: string) =>
  coverageOverlay(LIGHT, {
    origin: 'http://mtp.test',
    version: 1,
    query,
    colouring: 'viewpoints',
    now: 0,
    selectedId: 7,
    listed: [[1, 2]],
    place: [],
  })
const coverage = coverageOf('')

describe.each([
  ['coverage', coverage],
  ['search', coverageOf('tag=object--bench')],
  [
    'line',
    lineOverlay(LIGHT, {
      line: [
        [1, 2],
        [3, 4],
      ],
      photos: [{ id: '1', lngLat: [1, 2] }],
      current: { lngLat: [1, 2], heading: 90 },
    }),
  ],
  [
    'lines',
    linesOverlay(DARK, [
      {
        key: 'a',
        line: [
          [1, 2],
          [3, 4],
        ],
        selected: true,
        active: true,
      },
    ]),
  ],
])('the style of the %s map', (_, overlay) => {
  const style = withOverlay(baseStyle(LIGHT, 'http://mtp.test'), overlay)

  test('has a source for each layer, and each layer once', () => {
    for (const layer of style.layers) if ('source' in layer) expect(Object.keys(style.sources)).toContain(layer.source)
    expect(new Set(style.layers.map(({ id }) => id)).size).toBe(style.layers.length)
  })

  test('asks nobody else for anything', () => {
    expect([style.glyphs, style.sprite]).toEqual([undefined, undefined])
    const hosts = JSON.stringify(style.sources).match(/https?:\/\/[^/"]+/g) ?? []
    expect(hosts.filter((host) => host !== 'http://mtp.test' && host !== 'https://creativecommons.org')).toEqual([])
  })
})

test('the coverage map draws the layers that the tiles have, at zooms that have them', () => {
  const drawn = coverage.layers.flatMap((layer) => ('source-layer' in layer ? [layer['source-layer']] : []))
  expect(drawn).toEqual(expect.arrayContaining(TILE_LAYERS.map(({ id }) => id)))
  const ids = coverage.layers.map(({ id }) => id)
  expect([...SEQUENCE_LAYERS, ...PHOTO_LAYERS].every((id) => ids.includes(id))).toBe(true)
})

test('a line of a single position is not drawn as a line', () => {
  const { sources } = linesOverlay(LIGHT, [{ key: 'a', line: [[1, 2]], selected: false, active: true }])
  expect(sources.lines).toMatchObject({ data: { features: [] } })
  expect(sources.starts).toMatchObject({ data: { features: [{ properties: { key: 'a' } }] } })
})

test.each([
  ['the world', [-180, -85, 180, 85]],
  ['a country', [5, 45, 15, 50]],
  ['a street', [13.4, 52.5, 13.41, 52.505]],
  ['both sides of the antimeridian', [175, -20, 185, -10]],
] as const)('the grid over %s is neither empty nor dense', (_, [west, south, east, north]) => {
  const { features } = graticule([west, south, east, north])
  const meridians = features.filter(({ geometry: { coordinates } }) => coordinates[0]?.[0] === coordinates[1]?.[0])
  const inView = meridians.filter(({ geometry }) => {
    const lng = geometry.coordinates[0]?.[0] ?? Infinity
    return lng >= west && lng <= east
  })
  expect(inView.length).toBeGreaterThanOrEqual(2)
  expect(inView.length).toBeLessThanOrEqual(14)
})

test('a path across the antimeridian has narrow bounds', () => {
  expect(
    boundsAround(
      inOnePiece([
        [179.9, 1],
        [-179.9, 2],
      ]),
    ),
  ).toEqual([179.9, 1, 180.1, 2])
  expect(boundsAround([])).toBeNull()
})

test('the worker that the build copies is the one that the library asks for', () => {
  const folder = join(import.meta.dirname, '../../../../node_modules/maplibre-gl')
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const library = readFileSync(join(folder, 'dist/maplibre-gl.mjs'), 'utf8')
  expect(['`', '"', "'"].some((quote) => library.includes(`${quote}${version}${quote}`))).toBe(true)
})
