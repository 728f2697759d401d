import { expect, test } from 'vitest'
import { spherePolygon } from '@/components/viewer/sphere/sphere-polygon'

const degrees = (points: [number, number][] | null) =>
  points?.map(([yaw, pitch]) => [Math.round((yaw * 180) / Math.PI), Math.round((pitch * 180) / Math.PI)])

test('the middle of the picture is straight ahead, left and right are half turns, up is up', () => {
  const ring: [number, number][] = [
    [0.5, 0.5],
    [0.51, 0.5],
    [0.51, 0.49],
    [0.5, 0.5],
  ]

  expect(degrees(spherePolygon(ring))).toEqual([
    [0, 0],
    [4, 0],
    [4, 2],
  ])
})

test('long edges get points in between, at most five degrees apart, and every corner stays', () => {
  const polygon = spherePolygon([
    [0.25, 0.25],
    [0.75, 0.25],
    [0.75, 0.75],
    [0.25, 0.75],
  ])
  const points = degrees(polygon) ?? []

  for (const corner of [
    [-90, 45],
    [90, 45],
    [90, -45],
    [-90, -45],
  ]) {
    expect(points).toContainEqual(corner)
  }
  for (const [index, [yaw = 0, pitch = 0]] of points.entries()) {
    const [nextYaw = 0, nextPitch = 0] = points[(index + 1) % points.length] ?? []
    expect(Math.max(Math.abs(nextYaw - yaw), Math.abs(nextPitch - pitch))).toBeLessThanOrEqual(6)
  }
})

test('a ring across the seam stays in one piece', () => {
  const yaws = (
    spherePolygon([
      [0.99, 0.5],
      [1.01, 0.5],
      [1.01, 0.51],
      [0.99, 0.51],
      [0.99, 0.5],
    ]) ?? []
  ).map(([yaw]) => (yaw * 180) / Math.PI)

  expect(Math.min(...yaws)).toBeCloseTo(176.4)
  expect(Math.max(...yaws)).toBeCloseTo(183.6)
})

test('heights beyond the picture end at the poles', () => {
  expect(
    degrees(
      spherePolygon([
        [0.5, -0.2],
        [0.51, 0.02],
        [0.5, 0.02],
      ]),
    )?.[0],
  ).toEqual([0, 90])
})

test.each([
  ['nothing', []],
  ['a point', [[0.1, 0.1]]],
  [
    'a closed line',
    [
      [0.1, 0.1],
      [0.2, 0.2],
      [0.1, 0.1],
    ],
  ],
] satisfies [string, [number, number][]][])('%s is no area', (_name, ring) => {
  expect(spherePolygon(ring)).toBeNull()
})
