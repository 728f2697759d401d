import { expect, test } from 'vitest'
import type { LngLat } from '@/lib/geo/lng-lat'
import { packLine, unpackLine } from '@/lib/imports/importable/packed-line'
import { thinTo } from '@/lib/imports/importable/thin-to'

const line = Array.from({ length: 100 }, (_, at): LngLat => [-179.99 + at / 1_000, 51 - at / 3_000])

test('a thinned line keeps its ends and is spread evenly', () => {
  const thinned = thinTo(line, 16)
  expect(thinned).toHaveLength(16)
  expect(thinned[0]).toEqual(line[0])
  expect(thinned.at(-1)?.[0]).toBeCloseTo(line.at(-1)?.[0] ?? 0, 5)
})

test.each([0, 1, 2, 15, 16])('a line of %i points stays as it is', (count) => {
  expect(thinTo(line.slice(0, count), 16)).toHaveLength(count)
})

test('a packed line comes out as it went in, to a metre', () => {
  const whole = thinTo(line, 100)
  expect(unpackLine(packLine(whole))).toEqual(whole)
  expect(unpackLine(packLine([]))).toEqual([])
  expect(packLine(whole).length).toBe(200)
})
