import { boundsOf, clipHalf, contains, type Point, type Vec3 } from './geometry'

/** Where the photographer stands and how the world becomes a picture. Frame units: width × height, origin top left. */
export type Camera = {
  isPanorama: boolean
  width: number
  height: number
  horizonY: number
  eye: Vec3
  heading: number // radians clockwise from north: the middle of the picture
  distanceTo(point: Vec3): number // metres along the ground
  /** Whether a thing of this size may be in the picture; false is certain, true is a guess. */
  maySee(foot: Vec3, radiusM: number): boolean
  /** A closed outline in the picture: none when out of it, two when the seam of a panorama cuts it. */
  outline(points: readonly Vec3[]): Point[][]
  /** An open line in the picture, as outline. */
  line(points: readonly Vec3[]): Point[][]
  /** Where a direction (radians) meets the picture; x may lie outside of it. */
  direction(bearing: number, elevation: number): Point
  /** The bearing (radians) that one sees at x on the horizon. */
  bearingAt(x: number): number
  /** How long one metre is at this distance, in frame units. */
  unitsPerMetre(distanceM: number): number
  /** How far away the flat ground is that one sees at height y of the picture, metres. */
  groundDistanceAt(y: number): number
}

type Pose = { eye: Vec3; heading: number }
type View = readonly [right: number, forward: number, up: number]

const FLAT = { width: 1600, height: 1200, fieldOfView: (72 * Math.PI) / 180, horizonY: 560 }
const PANORAMA = { width: 2400, height: 1200 }
const NEAR_M = 0.3
const FAR_OUT = 20_000 // frame units
const STEP = (3 * Math.PI) / 180 // straight lines of the world are bent in a panorama: cut them this fine

export function createCamera(isPanorama: boolean, pose: Pose): Camera {
  return isPanorama ? panoramaCamera(pose) : flatCamera(pose)
}

function viewer({ eye, heading }: Pose) {
  const sin = Math.sin(heading)
  const cos = Math.cos(heading)
  return {
    toView: ([x, y, z]: Vec3): View => {
      const dx = x - eye[0]
      const dy = y - eye[1]
      return [dx * cos - dy * sin, dx * sin + dy * cos, z - eye[2]]
    },
    distanceTo: ([x, y]: Vec3) => Math.sqrt((x - eye[0]) ** 2 + (y - eye[1]) ** 2),
  }
}

function flatCamera(pose: Pose): Camera {
  const { width, height, horizonY } = FLAT
  const focal = width / 2 / Math.tan(FLAT.fieldOfView / 2)
  const { toView, distanceTo } = viewer(pose)
  const project = ([right, forward, up]: View): Point => [
    width / 2 + (focal * right) / forward,
    horizonY - (focal * up) / forward,
  ]
  const outline = (points: readonly Vec3[]) => {
    const front = clipHalf(points.map(toView), (point) => point[1] - NEAR_M).map(project)
    return front.length > 2 && isSeen(front) ? [withinReach(front)] : []
  }
  const isSeen = (points: Point[]) => {
    const [left, top, right, bottom] = boundsOf(points)
    return right > 0 && left < width && bottom > 0 && top < height
  }
  return {
    isPanorama: false,
    width,
    height,
    horizonY,
    ...pose,
    distanceTo,
    maySee(foot, radiusM) {
      const [right, forward] = toView(foot)
      return forward > -radiusM && Math.abs(right) < forward * (width / 2 / focal) + radiusM * 1.6
    },
    outline,
    line(points) {
      const views = points.map(toView)
      if (views.some((view) => view[1] < NEAR_M)) return []
      const line = views.map(project)
      return isSeen(line) ? [line] : []
    },
    direction(bearing, elevation) {
      const turned = Math.atan2(Math.sin(bearing - pose.heading), Math.cos(bearing - pose.heading))
      if (Math.abs(turned) > 1.45) return [Math.sign(turned) * width * 9, horizonY]
      return [width / 2 + focal * Math.tan(turned), horizonY - (focal * Math.tan(elevation)) / Math.cos(turned)]
    },
    bearingAt: (x) => pose.heading + Math.atan((x - width / 2) / focal),
    unitsPerMetre: (distanceM) => focal / Math.max(distanceM, NEAR_M),
    groundDistanceAt: (y) => (focal * pose.eye[2]) / Math.max(y - horizonY, 0.01),
  }
}

/** Cuts off what lies very far outside the picture: drawing programs cannot count so high. */
function withinReach(ring: Point[]): Point[] {
  const [left, top, right, bottom] = boundsOf(ring)
  if (left > -FAR_OUT && top > -FAR_OUT && right < FAR_OUT && bottom < FAR_OUT) return ring
  const above = clipHalf(
    clipHalf(ring, (point) => point[0] + FAR_OUT),
    (point) => FAR_OUT - point[0],
  )
  return clipHalf(
    clipHalf(above, (point) => point[1] + FAR_OUT),
    (point) => FAR_OUT - point[1],
  )
}

function panoramaCamera(pose: Pose): Camera {
  const { width, height } = PANORAMA
  const { toView, distanceTo } = viewer(pose)
  const project = ([right, forward, up]: View): Point => [
    width * (0.5 + Math.atan2(right, forward) / (2 * Math.PI)),
    height * (0.5 - Math.atan2(up, Math.sqrt(right * right + forward * forward)) / Math.PI),
  ]

  function unrolled(points: readonly Vec3[], isClosed: boolean): Point[][] {
    const views = points.map(toView)
    const line: Point[] = []
    const count = isClosed ? views.length : views.length - 1
    for (let i = 0; i < views.length; i++) {
      const a = views[i]
      const b = views[(i + 1) % views.length]
      if (!a || !b) continue
      const pieces = i < count ? piecesOf(a, b) : 1
      for (let piece = 0; piece < pieces; piece++) {
        const part = piece / pieces
        const [x, y] = project([a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part, a[2] + (b[2] - a[2]) * part])
        const before = line.at(-1)?.[0] ?? x
        line.push([x + width * Math.round((before - x) / width), y])
      }
    }
    const [left, , right] = boundsOf(line)
    return [-width, 0, width]
      .filter((shift) => left + shift < width && right + shift > 0)
      .map((shift) => (shift === 0 ? line : line.map(([x, y]): Point => [x + shift, y])))
  }

  const isUnderfoot = (points: readonly Vec3[]) =>
    points.every((point) => point[2] === 0) &&
    contains(
      points.map(([x, y]): Point => [x, y]),
      [pose.eye[0], pose.eye[1]],
    )
  // Ground around the camera's own feet fills the picture from its far edge down to the bottom.
  const downToFeet = (line: Point[]): Point[] => {
    const first = line[0]?.[0] ?? 0
    const last = line.at(-1)?.[0] ?? 0
    return [...line, [last, height], [first, height]]
  }

  return {
    isPanorama: true,
    width,
    height,
    horizonY: height / 2,
    ...pose,
    distanceTo,
    maySee: () => true,
    outline: (points) =>
      isUnderfoot(points)
        ? unrolled([...points, ...points.slice(0, 1)], false).map(downToFeet)
        : unrolled(points, true),
    line: (points) => unrolled(points, false),
    direction(bearing, elevation) {
      const turned = Math.atan2(Math.sin(bearing - pose.heading), Math.cos(bearing - pose.heading))
      return [width * (0.5 + turned / (2 * Math.PI)), height * (0.5 - elevation / Math.PI)]
    },
    bearingAt: (x) => pose.heading + (x / width - 0.5) * 2 * Math.PI,
    unitsPerMetre: (distanceM) => width / (2 * Math.PI) / Math.max(distanceM, NEAR_M),
    groundDistanceAt: (y) => pose.eye[2] / Math.tan(Math.max(((y / height) * 2 - 1) * (Math.PI / 2), 1e-5)),
  }
}

const STEP_COSINE = Math.cos(STEP)

/** How many pieces a line must be cut into so that none is longer than STEP, seen from the camera. */
function piecesOf(a: View, b: View): number {
  const dot = a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
  const lengths = Math.sqrt((a[0] * a[0] + a[1] * a[1] + a[2] * a[2]) * (b[0] * b[0] + b[1] * b[1] + b[2] * b[2]))
  if (dot >= STEP_COSINE * lengths) return 1
  return Math.min(24, Math.ceil(Math.acos(Math.max(-1, dot / lengths)) / STEP))
}
