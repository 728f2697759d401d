import { expect, test } from 'vitest'
import { pictureToSphere, sphereToPicture } from '@/components/viewer/picture/picture-space'
import {
  directionOf,
  directionThrough,
  type SphereCamera,
  seenPoint,
  seenRing,
  sphereOf,
} from '@/components/viewer/sphere/sphere-camera'

const camera: SphereCamera = { lookingAt: [0.6, -0.2], verticalFieldOfView: 1.1, frame: { width: 800, height: 500 } }

test('what one looks at is in the middle of the frame, and what lies to the right of it is right', () => {
  const [x, y] = seenPoint(directionOf([0.6, -0.2]), camera) ?? []
  expect(x).toBeCloseTo(400)
  expect(y).toBeCloseTo(250)
  expect(seenPoint(directionOf([0.7, -0.2]), camera)?.[0]).toBeGreaterThan(400)
  expect(seenPoint(directionOf([0.6, -0.1]), camera)?.[1]).toBeLessThan(250)
})

test('the top of the frame is half the field of view above its middle', () => {
  const level = { ...camera, lookingAt: [0, 0] as [number, number] }
  expect(seenPoint(directionOf([0, 0.55]), level)?.[1]).toBeCloseTo(0)
})

test.each([
  [10, 20],
  [790, 480],
  [400, 250],
])('a look through %d, %d comes back to the same place', (left, top) => {
  const seen = seenPoint(directionOf(sphereOf(directionThrough([left, top], camera))), camera)
  expect(seen?.[0]).toBeCloseTo(left, 6)
  expect(seen?.[1]).toBeCloseTo(top, 6)
})

test('what lies behind is not seen, and a ring around the eye is cut', () => {
  expect(seenPoint(directionOf([0.6 + Math.PI, 0]), camera)).toBeNull()
  const behind = [-0.1, 0.1].map((turn) => directionOf([0.6 + Math.PI + turn, 0]))
  expect(seenRing(behind, camera)).toEqual([])

  const halfBehind = [
    [0.6, 0.1],
    [0.6 + Math.PI - 0.2, 0.1],
    [0.6 + Math.PI - 0.2, -0.4],
    [0.6, -0.4],
  ].map(([yaw = 0, pitch = 0]) => directionOf([yaw, pitch]))
  const seen = seenRing(halfBehind, camera)
  expect(seen).toHaveLength(4)
  expect(seen.every(([x, y]) => Number.isFinite(x) && Number.isFinite(y))).toBe(true)
})

const crop = { left: 0.75, top: 0.25, width: 0.5, height: 0.5 } // across the seam of the sphere

test.each([null, crop])('a place on a panorama is found again on it (%j)', (part) => {
  for (const [x, y] of [
    [0.1, 0.2],
    [0.9, 0.9],
  ] as const) {
    const found = sphereToPicture(pictureToSphere([x, y], part), part)
    expect(found?.[0]).toBeCloseTo(x)
    expect(found?.[1]).toBeCloseTo(y)
  }
})

test('a cropped panorama lies where its data says, and has nothing elsewhere', () => {
  const [yaw, pitch] = pictureToSphere([0.5, 0.5], { left: 0.25, top: 0.4, width: 0.5, height: 0.2 })
  expect(yaw).toBeCloseTo(0)
  expect(pitch).toBeCloseTo(0)
  expect(sphereToPicture([0, 0], crop)).toBeNull()
  expect(sphereToPicture([Math.PI, 1.3], crop)).toBeNull()
})
