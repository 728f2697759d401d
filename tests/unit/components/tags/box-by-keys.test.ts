import { expect, test } from 'vitest'
import { cornersOfBox, describeBox, FIRST_BOX, type KeyBox, keyBoxOf, movedByKey } from '@/components/tags/box-by-keys'
import { cutAtSeam } from '@/lib/tags/cut-at-seam'
import { ringArea } from '@/lib/tags/ring'

const press = (box: KeyBox, key: string, { shiftKey = false, altKey = false, isSphere = false } = {}) =>
  movedByKey(box, { key, shiftKey, altKey }, isSphere)

test('arrows move the box, in small steps with Alt', () => {
  expect(press(FIRST_BOX, 'ArrowRight')).toEqual({ ...FIRST_BOX, x: 0.52 })
  expect(press(FIRST_BOX, 'ArrowUp', { altKey: true })).toEqual({ ...FIRST_BOX, y: 0.495 })
})

test('with Shift they change its size: right is wider, up is higher', () => {
  expect(press(FIRST_BOX, 'ArrowRight', { shiftKey: true })).toEqual({ ...FIRST_BOX, width: 0.22 })
  expect(press(FIRST_BOX, 'ArrowUp', { shiftKey: true })).toEqual({ ...FIRST_BOX, height: 0.22 })
  expect(press({ ...FIRST_BOX, width: 0.01 }, 'ArrowLeft', { shiftKey: true })).toMatchObject({ width: 0.01 })
})

test('it stays on a flat picture, and goes round a sphere', () => {
  const atSide = { ...FIRST_BOX, x: 0.9 }
  expect(press(atSide, 'ArrowRight')).toEqual(atSide)
  expect(press({ ...FIRST_BOX, x: 0.99 }, 'ArrowRight', { isSphere: true })?.x).toBeCloseTo(0.01, 9)
  expect(press({ ...FIRST_BOX, y: 0.1 }, 'ArrowUp', { isSphere: true })?.y).toBe(0.1)
})

test('other keys mean nothing', () => {
  expect(press(FIRST_BOX, 'a')).toBeNull()
})

test('it has four corners and is said in words', () => {
  const [first, ...others] = cornersOfBox(FIRST_BOX)
  expect(others).toHaveLength(3)
  expect(first && ringArea([first, ...others, first])).toBeCloseTo(0.04, 9)
  expect(describeBox(FIRST_BOX)).toBe('Middle 50 % from the left, 50 % from the top; 20 % wide, 20 % high')
})

test.each([
  ['anywhere', { x: 0.3, y: 0.6, width: 0.2, height: 0.4 }],
  ['more to the left of the seam', { x: 0.98, y: 0.5, width: 0.1, height: 0.2 }],
  ['more to the right of it', { x: 0.01, y: 0.5, width: 0.1, height: 0.2 }],
])('the box around a region that was a box is that box: %s', (_where, box) => {
  const shape = cutAtSeam(cornersOfBox(box))
  expect(shape && keyBoxOf(shape)).toEqual(box)
})
