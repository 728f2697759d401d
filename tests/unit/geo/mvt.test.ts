import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import { expect, test } from 'vitest'
import { encodeTile } from '@/lib/geo/mvt'
import { TilePath } from '@/lib/tiles/tile-path'

const decode = (tile: Buffer) => new VectorTile(new PbfReader(tile)).layers

test('a point comes back with its id, place and properties; null is left out', () => {
  const { photos } = decode(
    encodeTile([
      {
        name: 'photos',
        features: [
          {
            id: 9_007_199_254_740_991,
            geometry: { type: 'point', place: [0, 4095] },
            properties: { captured_at: 1_700_000_000_000, compass: 12.5, pano: true, name: 'ä', below: -7, none: null },
          },
        ],
      },
    ]),
  )
  const feature = photos?.feature(0)
  expect(photos?.extent).toBe(4096)
  expect(feature?.id).toBe(9_007_199_254_740_991)
  expect(feature?.loadGeometry()).toEqual([[expect.objectContaining({ x: 0, y: 4095 })]])
  expect(feature?.properties).toEqual({
    captured_at: 1_700_000_000_000,
    compass: 12.5,
    pano: true,
    name: 'ä',
    below: -7,
  })
})

test('a line in two parts comes back in two parts, beyond the edges too', () => {
  const lines: [number, number][][] = [
    [
      [-64, 5],
      [10, 20],
      [10, 30],
    ],
    [
      [4160, 0],
      [0, 4160],
    ],
  ]
  const { sequences } = decode(
    encodeTile([
      {
        name: 'sequences',
        features: [{ id: 1, geometry: { type: 'lines', lines: lines.map((line) => line.flat()) }, properties: {} }],
      },
    ]),
  )
  const geometry = sequences?.feature(0).loadGeometry()
  expect(geometry?.map((line) => line.map(({ x, y }) => [x, y]))).toEqual(lines)
})

test('true and 1 are different values', () => {
  const features = [true, 1, '1'].map((value, id) => ({
    id,
    geometry: { type: 'point' as const, place: [0, 0] as [number, number] },
    properties: { value },
  }))
  const { layer } = decode(encodeTile([{ name: 'layer', features }]))
  expect([0, 1, 2].map((index) => layer?.feature(index).properties.value)).toEqual([true, 1, '1'])
})

test('layers without features make an empty tile', () => {
  expect(encodeTile([{ name: 'photos', features: [] }])).toHaveLength(0)
})

test.each([
  ['0', '0', '0.mvt', true],
  ['16', '65535', '65535.mvt', true],
  ['1', '2', '0.mvt', false],
  ['17', '0', '0.mvt', false],
  ['2', '-1', '0.mvt', false],
  ['2', '1', '1', false],
  ['2', '1', '1.png', false],
  ['2', '1.5', '1.mvt', false],
  ['2', '', '1.mvt', false],
  ['abc', '0', '0.mvt', false],
  ['02', '0', '0.mvt', false],
  ['2', '1e1', '0.mvt', false],
])('tile %s/%s/%s is a tile: %s', (z, x, y, isTile) => {
  expect(TilePath.safeParse({ z, x, y }).success).toBe(isTile)
})

test('an area comes back closed, with its holes', () => {
  const rings = [
    [0, 0, 4096, 0, 4096, 4096, 0, 4096],
    [10, 10, 10, 20, 20, 20, 20, 10],
  ]
  const { land } = decode(
    encodeTile([{ name: 'land', features: [{ id: 1, geometry: { type: 'area', rings }, properties: {} }] }]),
  )
  const feature = land?.feature(0)
  expect(feature?.type).toBe(3)
  const corners = feature?.loadGeometry().map((ring) => ring.map(({ x, y }) => [x, y]))
  expect(corners?.map((ring) => ring.length)).toEqual([5, 5])
  expect(corners?.[1]).toEqual([
    [10, 10],
    [10, 20],
    [20, 20],
    [20, 10],
    [10, 10],
  ])
})
