import { beside, type Path } from '../path'
import { hash, noise } from '../random'
import type { Camera } from './camera'
import type { Canvas } from './canvas'
import { mix, shade } from './color'
import type { Vec3 } from './geometry'
import { groundFill, type Haze } from './haze'
import { stationsBetween } from './stations'
import type { Strip, Theme } from './themes'
import type { Silhouette } from './thing'

export type Ground = {
  camera: Camera
  canvas: Canvas
  theme: Theme
  path: Path
  stationM: number
  sideM: number // where the camera is on the path
  haze: Haze
  skyColor: string
}

const AHEAD_M = 240
const SEA_M = 4000
const NEAR_M = 0.45
const WAVES = [
  { out: 0, width: 1.1, tone: 0.5 },
  { out: 8, width: 3, tone: 0.12 },
  { out: 26, width: 6, tone: 0.1 },
  { out: 66, width: 10, tone: 0.12 },
]

/** Draws the ground from far to near and on top of it the path; returns what a detector would see there. */
export function drawGround(ground: Ground): Silhouette[] {
  const { camera, canvas, theme, haze } = ground
  const { width, height, horizonY } = camera
  const floor = [
    [0, horizonY],
    [width, horizonY],
    [width, height],
    [0, height],
  ] as const
  canvas.fill([floor], groundFill(camera, canvas, theme.ground, haze))
  const seen: Silhouette[] = []
  if (theme.water) seen.push(drawSea(ground, theme.water))
  for (const strip of theme.strips) seen.push(...drawStrip(ground, strip))
  const { halfWidth, color } = theme.road
  seen.push(
    ...drawStrip(ground, { side: 1, from: -halfWidth, to: halfWidth, color, value: 'construction--flat--road' }),
  )
  const worn = groundFill(camera, canvas, shade(color, -0.16), haze)
  for (const middle of [-0.5, 0.5]) {
    if (camera.isPanorama && Math.abs(middle * halfWidth - ground.sideM) < halfWidth * 0.3) continue // right underfoot
    for (const track of pieces(ground, (middle - 0.16) * halfWidth, (middle + 0.16) * halfWidth)) {
      canvas.fill(camera.outline(track), worn, 0.2)
    }
  }
  drawMarkings(ground)
  return seen
}

/** A ribbon along the path between two distances from its middle. Trodden edges are never straight. */
function ribbon({ path, theme }: Ground, stations: number[], from: number, to: number, isTrodden = false): Vec3[] {
  const edge = (side: number) =>
    stations.map((station): Vec3 => {
      const salt = hash(String(side)) % 1000
      const wobble =
        isTrodden && theme.road.marking === 'none'
          ? noise(salt, station / 1.7) * 0.1 + noise(salt + 7, station / 0.6) * 0.04
          : 0
      return [...beside(path.frame(station), side + wobble), 0]
    })
  return [...edge(from), ...edge(to).reverse()]
}

/** A ribbon in pieces that do not pass under the camera: only a panorama sees what is behind. */
function pieces(ground: Ground, from: number, to: number): Vec3[][] {
  const { camera, stationM, sideM } = ground
  const make = (start: number, end: number) => ribbon(ground, stationsBetween(stationM, start, end), from, to)
  if (!camera.isPanorama) return [make(-1, AHEAD_M)]
  const isUnderfoot = (from - sideM) * (to - sideM) < 0
  return isUnderfoot ? [make(NEAR_M, AHEAD_M), make(-AHEAD_M, -NEAR_M)] : [make(-AHEAD_M, AHEAD_M)]
}

function drawStrip(ground: Ground, { side, from, to, color, value = 'nature--terrain' }: Strip): Silhouette[] {
  const { camera, canvas, haze, stationM, skyColor } = ground
  const fill = groundFill(camera, canvas, value === 'nature--water' ? mix(color, skyColor, 0.25) : color, haze)
  const stations = stationsBetween(stationM, camera.isPanorama ? -AHEAD_M : -1, AHEAD_M)
  return (side === 'both' ? [-1, 1] : [side]).map((way): Silhouette => {
    const points = ribbon(ground, stations, way * from, way * to, true)
    canvas.fill(camera.outline(points), fill)
    return { layer: 'segmentations', value, points }
  })
}

function drawSea(ground: Ground, { side, from, color }: NonNullable<Theme['water']>): Silhouette {
  const { camera, canvas, path, stationM, haze, skyColor } = ground
  const stations = stationsBetween(stationM, -AHEAD_M, AHEAD_M)
  const shore = stations.map((station): Vec3 => [...beside(path.frame(station), side * from), 0])
  const { bearing } = path
  const far = (along: number, out: number): Vec3 => [
    camera.eye[0] + Math.sin(bearing) * along + Math.cos(bearing) * side * out,
    camera.eye[1] + Math.cos(bearing) * along - Math.sin(bearing) * side * out,
    0,
  ]
  const points = [...shore, far(SEA_M, from), far(SEA_M, SEA_M), far(-SEA_M, SEA_M), far(-SEA_M, from)]
  const deep = groundFill(camera, canvas, color, { color: mix(color, skyColor, 0.75), amountAt: haze.amountAt })
  canvas.fill(camera.outline(points), deep)
  const crest = shade(mix(color, skyColor, 0.4), 0.4)
  for (const { out, width, tone } of WAVES) {
    const wave = ribbon(ground, stations, side * (from + out), side * (from + out + width))
    canvas.fill(camera.outline(wave), crest, tone)
  }
  return { layer: 'segmentations', value: 'nature--water', points }
}

function drawMarkings(ground: Ground): void {
  const { marking } = ground.theme.road
  if (marking === 'centre') drawLines(ground)
  if (marking === 'slabs') drawSlabs(ground)
}

function drawLines(ground: Ground): void {
  const { camera, canvas, theme, haze, stationM } = ground
  const { halfWidth } = theme.road
  const white = groundFill(camera, canvas, '#ece9e0', haze)
  const firstM = Math.floor((stationM - (camera.isPanorama ? 60 : 4)) / 6) * 6
  const dashes = Array.from({ length: 30 }, (_, i) => firstM + i * 6).filter((start) => start < stationM + 90)
  canvas.fill(
    dashes.flatMap((start) => camera.outline(ribbon(ground, [start, start + 1, start + 2], -0.07, 0.07))),
    white,
    0.9,
  )
  if (halfWidth < 3.3) return
  for (const way of [-1, 1]) {
    for (const line of pieces(ground, way * (halfWidth - 0.35), way * (halfWidth - 0.22))) {
      canvas.fill(camera.outline(line), white, 0.9)
    }
  }
}

function drawSlabs(ground: Ground): void {
  const { camera, canvas, theme, haze, stationM } = ground
  const { halfWidth, color } = theme.road
  const joints: Vec3[][] = []
  for (let start = Math.floor(stationM - 20); start < stationM + 20; start++) {
    if (Math.abs(start - stationM) > 0.6) joints.push(ribbon(ground, [start, start + 0.03], -halfWidth, halfWidth))
    const shift = start % 2 === 0 ? 0 : 0.4
    if (Math.abs(start - stationM) < 12) {
      for (const out of [-2, -1.2, -0.4, 0.4, 1.2])
        joints.push(ribbon(ground, [start, start + 1], out + shift, out + shift + 0.02))
    }
  }
  const isAway = (joint: Vec3[]) => joint.every((point) => camera.distanceTo(point) > 1.1)
  canvas.fill(
    joints.filter(isAway).flatMap((joint) => camera.outline(joint)),
    groundFill(camera, canvas, shade(color, -0.2), haze),
    0.6,
  )
}
