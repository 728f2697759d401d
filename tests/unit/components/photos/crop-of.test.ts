import { expect, test } from 'vitest'
import { cropOf, pictureSizeFor } from '@/components/photos/crop-of'

test.each([
  ['a wide object of a wide picture', { left: 0.4, top: 0.5, width: 0.2, height: 0.1 }, 2],
  ['a high object of a high picture', { left: 0.4, top: 0.3, width: 0.1, height: 0.4 }, 0.75],
  ['one at the upper left corner', { left: 0, top: 0, width: 0.1, height: 0.1 }, 4 / 3],
  ['one at the lower right corner', { left: 0.9, top: 0.9, width: 0.1, height: 0.1 }, 4 / 3],
  ['a tiny one', { left: 0.5, top: 0.5, width: 0.001, height: 0.001 }, 2],
  ['one as wide as a crop may be', { left: 0.25, top: 0, width: 0.5, height: 0.5 }, 2],
])('the crop of %s is a square inside the picture that holds it', (_, box, ratio) => {
  const crop = cropOf(box, ratio)
  expect(crop.width * ratio).toBeCloseTo(crop.height)
  expect(crop.left).toBeGreaterThanOrEqual(0)
  expect(crop.top).toBeGreaterThanOrEqual(0)
  expect(crop.left + crop.width).toBeLessThanOrEqual(1.000001)
  expect(crop.top + crop.height).toBeLessThanOrEqual(1.000001)
  expect(crop.left).toBeLessThanOrEqual(box.left)
  expect(crop.left + crop.width).toBeGreaterThanOrEqual(box.left + box.width - 0.000001)
})

test('a large crop takes the small picture, a tiny one no larger picture than a list may load', () => {
  const sizes = [0.5, 0.2, 0.12, 0.01].map((width) => pictureSizeFor({ left: 0, top: 0, width, height: width }))
  expect(sizes).toEqual([320, 640, 1024, 1024])
})
