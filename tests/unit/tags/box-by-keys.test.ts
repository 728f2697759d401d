import { expect, test } from 'vitest'
import { cornersOfBox, describeBox, FIRST_BOX, type KeyBox, movedByKey } from '@/components/tags/box-by-keys'
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
