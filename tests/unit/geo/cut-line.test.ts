import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wrapBbox } from '@/lib/geo/bbox'
import { cutAtAntimeridian } from '@/lib/geo/lines/cut-line'
import type { LngLat } from '@/lib/geo/lng-lat'

test.each<[name: string, line: LngLat[], parts: LngLat[][]]>([
  [
    'in one world',
    [
      [1, 2],
      [3, 4],
    ],
    [
      [
        [1, 2],
        [3, 4],
      ],
    ],
  ],
  [
    'eastward',
    [
      [179, 0],
      [-179, 2],
    ],
    [
      [
        [179, 0],
        [180, 1],
      ],
      [
        [-180, 1],
        [-179, 2],
      ],
    ],
  ],
  [
    'westward',
    [
      [-179, 0],
      [179, 2],
    ],
    [
      [
        [-179, 0],
        [-180, 1],
      ],
      [
        [180, 1],
        [179, 2],
      ],
    ],
  ],
  [
    'in one piece beyond 180',
    [
      [179, 0],
      [181, 2],
    ],
    [
      [
        [179, 0],
        [180, 1],
      ],
      [
        [-180, 1],
        [-179, 2],
      ],
    ],
  ],
  [
    'from the antimeridian itself',
    [
      [180, 1],
      [-179, 2],
    ],
    [
      [
        [-180, 1],
        [-179, 2],
      ],
    ],
  ],
  [
    'to the antimeridian itself',
    [
      [179, 1],
      [-180, 2],
    ],
    [
      [
        [179, 1],
        [180, 2],
      ],
    ],
  ],
  ['of one place', [[1, 2]], []],
])('a line %s', (_name, line, parts) => expect(cutAtAntimeridian(line)).toEqual(parts))

test('no part leaves the world or jumps over half of it', () => {
  const step = fc.tuple(fc.double({ min: -90, max: 90, noNaN: true }), fc.double({ min: -90, max: 90, noNaN: true }))
  fc.assert(
    fc.property(fc.double({ min: -180, max: 180, noNaN: true }), fc.array(step), (start, steps) => {
      let lng = start
      const line = steps.map(([by, lat]): LngLat => {
        lng += by
        return [lng - 360 * Math.round(lng / 360), lat]
      })
      for (const part of cutAtAntimeridian(line)) {
        expect(part.length).toBeGreaterThan(1)
        for (const [index, [here, lat]] of part.entries()) {
          expect(Math.abs(here)).toBeLessThanOrEqual(180)
          expect(Math.abs(lat)).toBeLessThanOrEqual(90)
          expect(Math.abs(here - (part[index - 1]?.[0] ?? here))).toBeLessThanOrEqual(180)
        }
      }
    }),
  )
})

test('a box whose east passes 180 is turned, and no smaller', () => {
  expect(wrapBbox([11.3, 47, 11.4, 48])).toEqual([11.3, 47, 11.4, 48])
  const [west, , east] = wrapBbox([179.9, -17, -179.8 + 360, -16])
  expect(west).toBeLessThanOrEqual(179.9)
  expect(east).toBeGreaterThanOrEqual(-179.8)
  expect(east).toBeCloseTo(-179.8, 8)
  expect(wrapBbox([-10, 0, 360, 1])).toEqual([-180, 0, 180, 1])
})
