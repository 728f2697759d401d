import { expect, test } from 'vitest'
import { clampToFrame, fitted, MAX_SCALE, WHOLE, zoomed } from '@/components/viewer/picture/picture-view'

const frame = { width: 800, height: 600 }

test('a wide picture is as wide as its frame, a tall one as tall', () => {
  expect(fitted({ width: 2000, height: 1000 }, frame)).toEqual({ width: 800, height: 400 })
  expect(fitted({ width: 1000, height: 2000 }, frame)).toEqual({ width: 300, height: 600 })
})

test('what lies under the pointer stays there when zooming', () => {
  const at = { x: 120, y: -40 }
  const before = { scale: 2, x: 30, y: 10 }
  const after = zoomed(before, 1.7, at)

  expect((at.x - after.x) / after.scale).toBeCloseTo((at.x - before.x) / before.scale)
  expect((at.y - after.y) / after.scale).toBeCloseTo((at.y - before.y) / before.scale)
})

test('zooming ends at the whole picture and at the highest scale', () => {
  expect(zoomed(WHOLE, 0.1, { x: 50, y: 50 })).toEqual(WHOLE)
  expect(zoomed(WHOLE, 1000, { x: 0, y: 0 }).scale).toBe(MAX_SCALE)
})

test('the picture cannot be moved out of its frame', () => {
  const size = { width: 800, height: 400 }

  expect(clampToFrame({ scale: 1, x: 99, y: 99 }, size, frame)).toEqual(WHOLE)
  expect(clampToFrame({ scale: 2, x: 9999, y: -9999 }, size, frame)).toEqual({ scale: 2, x: 400, y: -100 })
})
