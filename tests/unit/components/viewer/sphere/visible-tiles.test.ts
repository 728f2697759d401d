import { expect, test } from 'vitest'
import type { SphereCamera } from '@/components/viewer/sphere/sphere-camera'
import { sharpLevel, tilesInSight } from '@/components/viewer/sphere/visible-tiles'
import { tileLevelsOf } from '@/lib/model/pictures/tile-levels'

const degrees = Math.PI / 180
const levels = tileLevelsOf({ width: 16_384, height: 8_192 })
const [coarse, middle] = levels

function camera(changed: Partial<SphereCamera> = {}): SphereCamera {
  return { lookingAt: [0, 0], verticalFieldOfView: 60 * degrees, frame: { width: 800, height: 600 }, ...changed }
}
const sight = (verticalFieldOfView: number, { pixelRatio = 1, crop = null as null | typeof half } = {}) => ({
  camera: camera({ verticalFieldOfView: verticalFieldOfView * degrees }),
  crop,
  pixelRatio,
})
const half = { left: 0.25, top: 0.25, width: 0.5, height: 0.5 }

test.each([
  ['wide on a small screen', sight(100), null],
  ['closer', sight(60), 4_096],
  ['the same on a screen of twice the pixels', sight(60, { pixelRatio: 2 }), 8_192],
  ['very close', sight(20), 16_384],
  ['closer than the original is sharp', sight(5), 16_384],
  ['a picture of half of the sphere, which is twice as sharp', sight(60, { crop: half }), null],
])('%s', (_, seen, width) => {
  expect(sharpLevel(levels, { sight: seen, baseWidth: 2_048 })?.width ?? null).toBe(width)
})

const seen = (of: typeof coarse, changed: Partial<SphereCamera>, crop: typeof half | null = null) =>
  of ? tilesInSight(of, { camera: camera(changed), crop }).map(({ column, row }) => `${column}/${row}`) : []

test('only tiles in sight are named, the nearest to the middle first', () => {
  const ahead = seen(middle, { lookingAt: [22 * degrees, 10 * degrees] })
  expect(ahead[0]).toBe('4/1')
  expect(ahead.toSorted()).toEqual(['3/1', '3/2', '4/1', '4/2', '5/1', '5/2'])
  expect(seen(middle, { lookingAt: [22 * degrees, 22 * degrees], verticalFieldOfView: 10 * degrees })).toEqual(['4/1'])
})

test('a look across the seam sees both ends, and a look down all around', () => {
  expect(seen(coarse, { lookingAt: [Math.PI, 0.3] }).toSorted()).toEqual(['0/0', '0/1', '3/0', '3/1'])
  expect(seen(coarse, { lookingAt: [0, -Math.PI / 2] }).toSorted()).toEqual(['0/1', '1/1', '2/1', '3/1'])
})

test('a cropped panorama has tiles only where it is', () => {
  const [cropped] = tileLevelsOf({ width: 4_096, height: 2_048 })
  expect(seen(cropped, { lookingAt: [Math.PI, 0] }, half)).toEqual([])
  expect(seen(cropped, { lookingAt: [0, 0] }, half).toSorted()).toEqual(['1/0', '1/1', '2/0', '2/1'])
})
