import { describe, expect, test } from 'vitest'
import { cellOf, cellRange, placeInTile, placeShift } from '@/lib/geo/cell'
import type { LngLat } from '@/lib/geo/lng-lat'
import { toMercator } from '@/lib/geo/mercator'

const PLACES: [name: string, lngLat: LngLat][] = [
  ['Berlin', [13.4134, 52.5165]],
  ['Null Island', [0, 0]],
  ['Cape Horn', [-67.27, -55.98]],
  ['the antimeridian from the east', [-180, 10]],
  ['the antimeridian from the west', [180, 10]],
  ['the north pole', [0, 90]],
  ['the south pole', [12, -90]],
]

describe.each(PLACES)('the cell of %s', (_, lngLat) => {
  test.each([0, 1, 7, 14, 16])('lies in exactly the tile of zoom %i that holds the place', (z) => {
    const cell = cellOf(lngLat)
    const [x, y] = toMercator(lngLat).map((share) => Math.min(2 ** z - 1, Math.floor(share * 2 ** z)))
    const { low, high } = cellRange({ z, x: x ?? 0, y: y ?? 0 })
    expect(cell >= low && cell < high).toBe(true)
  })

  test.each([0, 5, 16])('gives back the place within one unit of the tile at zoom %i', (z) => {
    const [x = 0, y = 0] = toMercator(lngLat).map((share) => Math.min(share, 1 - Number.EPSILON) * 2 ** z)
    const { low } = cellRange({ z, x: Math.floor(x), y: Math.floor(y) })
    const [placeX, placeY] = placeInTile(Number((cellOf(lngLat) - low) >> BigInt(placeShift(z))))
    expect(Math.abs(placeX - (x % 1) * 4096)).toBeLessThanOrEqual(1)
    expect(Math.abs(placeY - (y % 1) * 4096)).toBeLessThanOrEqual(1)
  })
})

test('cells fit a signed 64-bit column', () => {
  expect(cellOf([180, -90])).toBe(2n ** 62n - 1n)
  expect(cellOf([-180, 90])).toBe(0n)
})

test('the four tiles of the next zoom share the range of their parent without a gap', () => {
  const parent = cellRange({ z: 9, x: 275, y: 167 })
  const children = [0, 1, 2, 3].map((child) => cellRange({ z: 10, x: 550 + (child & 1), y: 334 + (child >> 1) }))
  expect(children[0]?.low).toBe(parent.low)
  expect(children[3]?.high).toBe(parent.high)
  for (const index of [0, 1, 2]) expect(children[index]?.high).toBe(children[index + 1]?.low)
})
