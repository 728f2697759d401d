import { expect, test } from 'vitest'
import type { OutlinePoint } from '@/components/viewer/picture/picture-space'
import { type Pen, traceArea, traceLine } from '@/components/viewer/regions/trace-outline'
import { directionOf, seenRing } from '@/components/viewer/sphere/sphere-camera'
import { seamsOf, spherePolygon } from '@/components/viewer/sphere/sphere-polygon'

function drawnBy(trace: (pen: Pen, ring: OutlinePoint[]) => void, ...rings: OutlinePoint[][]): string {
  const drawn: string[] = []
  const pen: Pen = {
    moveTo: (x, y) => void drawn.push(`M${x},${y}`),
    lineTo: (x, y) => void drawn.push(`L${x},${y}`),
    closePath: () => void drawn.push('Z'),
  }
  for (const ring of rings) trace(pen, ring)
  return drawn.join(' ')
}

const right: OutlinePoint[] = [
  [9, 0],
  [10, 0, true],
  [10, 5],
  [9, 5],
]
const left: OutlinePoint[] = [
  [2, 0],
  [2, 5],
  [0, 5, true],
  [0, 0],
]

test('every piece of a region begins at its own first point', () => {
  expect(drawnBy(traceArea, right, left)).toBe('M9,0 L10,0 L10,5 L9,5 Z M2,0 L2,5 L0,5 L0,0 Z')
})

test('the line leaves out what lies on the seam', () => {
  expect(drawnBy(traceLine, right, left)).toBe('M9,0 L10,0 M10,5 L9,5 L9,0 M2,0 L2,5 L0,5 M0,0 L2,0')
})

test('without a seam the line is closed', () => {
  expect(
    drawnBy(traceLine, [
      [1, 1],
      [2, 1],
      [2, 2],
    ]),
  ).toBe('M1,1 L2,1 L2,2 Z')
})

const cut: [number, number][] = [
  [0.9, 0.45],
  [1, 0.45],
  [1, 0.55],
  [0.9, 0.55],
]
const camera = {
  lookingAt: [Math.PI, 0] as [number, number],
  verticalFieldOfView: 1.1,
  frame: { width: 800, height: 500 },
}

test('the side of a whole sphere is a seam, also where the ring is cut behind the eye', () => {
  const polygon = spherePolygon(cut) ?? []
  const ring = seenRing(polygon.map(directionOf), camera, seamsOf(polygon, null))
  const onSeam = ring.filter(([, , isOnSeam]) => isOnSeam)
  expect(new Set(onSeam.map(([x]) => Math.round(x)))).toEqual(new Set([400])) // straight ahead, and the long edges are not
  const besideEye = { ...camera, lookingAt: [Math.PI / 2 + 0.2, 0] as [number, number] }
  const wide = spherePolygon([
    [0.5, 0.4],
    [1, 0.4],
    [1, 0.6],
    [0.5, 0.6],
  ])
  const seams = seamsOf(wide ?? [], null)
  expect(seams.size).toBeGreaterThan(0)
  const seen = seenRing((wide ?? []).map(directionOf), besideEye, seams)
  expect(seen.filter(([, , isOnSeam]) => isOnSeam)).toHaveLength(seams.size)
})

test('the sides of a cropped panorama are its end', () => {
  const crop = { left: 0, top: 0.25, width: 1, height: 0.5 }
  expect(seamsOf(spherePolygon(cut, crop) ?? [], crop).size).toBe(0)
})
