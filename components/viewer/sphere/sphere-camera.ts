import type { FramePoint, OutlinePoint, SpherePoint } from '@/components/viewer/picture/picture-space'
import type { Size } from '@/components/viewer/picture/picture-view'

/** The eye in the middle of the sphere, upright: where it looks, and how much of the height of the frame it sees. */
export type SphereCamera = { lookingAt: SpherePoint; verticalFieldOfView: number; frame: Size } // in radians

/** A place on the sphere of radius 1, in the axes of Photo Sphere Viewer: x to the left, y up, z to the front. */
export type Direction = [x: number, y: number, z: number]

/** The same seen from the eye: to the right, up, and away. */
type Seen = [right: number, up: number, depth: number]

type RingPoint = { seen: Seen; isOnSeam: boolean }

const NEAR = 0.05 // what is not farther before the eye is cut off

export function directionOf([yaw, pitch]: SpherePoint): Direction {
  return [-Math.cos(pitch) * Math.sin(yaw), Math.sin(pitch), Math.cos(pitch) * Math.cos(yaw)]
}

export function sphereOf([x, y, z]: Direction): SpherePoint {
  return [Math.atan2(-x, z), Math.asin(Math.max(-1, Math.min(1, y)))]
}

const NO_SEAMS: ReadonlySet<number> = new Set()

/**
 * Where the frame shows directions. A ring that goes behind the camera is cut there; it is empty when all of it is behind the camera.
 * `seams`: the indexes of directions from which the ring runs along the seam to the next one.
 */
export function seenRing(directions: Direction[], camera: SphereCamera, seams = NO_SEAMS): OutlinePoint[] {
  const axes = axesOf(camera)
  const toFrame = projection(camera)
  const ring = directions.map(
    (direction, index): RingPoint => ({
      seen: turned(direction, axes),
      isOnSeam: seams.has(index),
    }),
  )
  return cutAtEye(ring).map(({ seen, isOnSeam }) => [...toFrame(seen), isOnSeam])
}

/** Null behind the eye. */
export function seenPoint(direction: Direction, camera: SphereCamera): FramePoint | null {
  const seen = turned(direction, axesOf(camera))
  return seen[2] > NEAR ? projection(camera)(seen) : null
}

/** The direction of view through a point of the frame. */
export function directionThrough([left, top]: FramePoint, camera: SphereCamera): Direction {
  const scale = scaleOf(camera)
  const across = (left - camera.frame.width / 2) / scale
  const down = (top - camera.frame.height / 2) / scale
  const length = Math.hypot(across, down, 1)
  const [right, up, front] = axesOf(camera)
  const mix = (i: 0 | 1 | 2) => (right[i] * across - up[i] * down + front[i]) / length
  return [mix(0), mix(1), mix(2)]
}

type Axes = [right: Direction, up: Direction, front: Direction]

function axesOf({ lookingAt: [yaw, pitch] }: SphereCamera): Axes {
  const right = directionOf([yaw + Math.PI / 2, 0])
  const up = directionOf([yaw, pitch + Math.PI / 2])
  return [right, up, directionOf([yaw, pitch])]
}

function turned(direction: Direction, [right, up, front]: Axes): Seen {
  return [dot(direction, right), dot(direction, up), dot(direction, front)]
}

function projection(camera: SphereCamera): (seen: Seen) => FramePoint {
  const scale = scaleOf(camera)
  const { width, height } = camera.frame
  return ([right, up, depth]) => [width / 2 + (right / depth) * scale, height / 2 - (up / depth) * scale]
}

/** Pixels for each unit at a distance of one: in the middle of the frame, for each radian. */
export function scaleOf({ frame, verticalFieldOfView }: SphereCamera): number {
  return frame.height / 2 / Math.tan(verticalFieldOfView / 2)
}

/** Sutherland and Hodgman's clipping, at the one plane before the eye. */
function cutAtEye(ring: RingPoint[]): RingPoint[] {
  if (ring.every(({ seen }) => seen[2] > NEAR)) return ring
  return ring.flatMap((here, index) => {
    const next = ring[(index + 1) % ring.length] ?? here
    const [before, after] = [here.seen[2] - NEAR, next.seen[2] - NEAR]
    const hereIfSeen = before > 0 ? [here] : []
    if (before > 0 === after > 0) return hereIfSeen
    return [...hereIfSeen, { ...here, seen: between(here.seen, next.seen, before / (before - after)) }]
  })
}

function between(from: Seen, to: Seen, share: number): Seen {
  const mix = (i: 0 | 1 | 2) => from[i] + (to[i] - from[i]) * share
  return [mix(0), mix(1), mix(2)]
}

function dot(a: Direction, b: Direction): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}
