import { expect, test } from 'vitest'
import { tileBox, tileGrid, tileLevelsOf } from '@/lib/model/pictures/tile-levels'

const widthsOf = (width: number) => tileLevelsOf({ width, height: width / 2 }).map((level) => level.width)

test('levels double their width up to that of the original', () => {
  expect(tileLevelsOf({ width: 11_968, height: 5_984 })).toEqual([
    { level: 2, width: 4_096, height: 2_048 },
    { level: 3, width: 8_192, height: 4_096 },
    { level: 4, width: 11_968, height: 5_984 },
  ])
  expect(widthsOf(8_192)).toEqual([4_096, 8_192])
  expect(widthsOf(8_193)).toEqual([4_096, 8_192, 8_193])
  expect(widthsOf(3_000)).toEqual([3_000])
})

test('what is no wider than a whole picture has no tiles', () => {
  expect(widthsOf(2_048)).toEqual([])
  expect(widthsOf(2_049)).toEqual([2_049])
})

test('8,192 pixels are 8 by 4 tiles, and a strip has one row', () => {
  expect(tileGrid({ width: 8_192, height: 4_096 })).toEqual({ columns: 8, rows: 4 })
  expect(tileLevelsOf({ width: 30_000, height: 1_500 }).at(-1)).toEqual({ level: 5, width: 30_000, height: 1_500 })
  expect(tileGrid({ width: 8_192, height: 2 })).toEqual({ columns: 8, rows: 1 })
})

test('tiles cover the picture, those at its end with what is left', () => {
  const size = { width: 3_072, height: 1_536 }
  expect(tileBox(size, { column: 0, row: 0 })).toEqual({ left: 0, top: 0, width: 1 / 3, height: 2 / 3 })
  expect(tileBox(size, { column: 2, row: 1 })).toEqual({ left: 2 / 3, top: 2 / 3, width: 1 / 3, height: 1 / 3 })
})
