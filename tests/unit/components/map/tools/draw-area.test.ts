import { expect, test } from 'vitest'
import { cornersOf } from '@/components/map/tools/draw-area'

test('a drawn ring becomes its corners, to about a metre, the last one not repeated', () => {
  const ring = [
    [10.1234567, 46],
    [11, 46],
    [10.5, 47],
    [10.1234567, 46],
  ]
  expect(cornersOf({ type: 'Polygon', coordinates: [ring] })).toEqual([
    [10.12346, 46],
    [11, 46],
    [10.5, 47],
  ])
})

test('a long stroke keeps the shape with as many corners as the API takes', () => {
  const circle = Array.from({ length: 2001 }, (_, step) => {
    const angle = (step / 2000) * 2 * Math.PI
    return [Math.cos(angle), Math.sin(angle)]
  })
  const corners = cornersOf({ type: 'Polygon', coordinates: [circle] })
  expect(corners.length).toBeLessThanOrEqual(200)
  expect(corners.length).toBeGreaterThan(20)
})
