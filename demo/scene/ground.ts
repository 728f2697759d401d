import { beside, type Path } from '../path'
import type { Camera } from './camera'
import type { Canvas } from './canvas'
import { mix, shade } from './color'
import type { Point, Vec3 } from './geometry'
import { groundFill, type Haze } from './haze'
import type { Strip, Theme } from './themes'
import type { Silhouette } from './thing'

export type Ground = {
  camera: Camera
  canvas: Canvas
  theme: Theme
  path: Path
  stationM: number
  haze: Haze
  skyColor: string
}

const STEPS_M = [0.45, 0.7, 1, 1.5, 2.2, 3.2, 4.6, 6.5, 9, 12, 16, 21, 28, 37, 48, 62, 80, 105, 140, 185, 240]
const SEA_M = 4000

/** Draws the ground from far to near and on top of it the path; returns what a detector would see there. */
export function drawGround(ground: Ground): Silhouette[] {
  const { camera, canvas, theme, haze } = ground
  const { width, height, horizonY } = camera
  canvas.fill(
    [
      [
        [0, horizonY],
        [width, horizonY],
        [width, height],
        [0, height],
      ],
    ],
    groundFill(camera, canvas, theme.ground, haze),
  )
  const seen: Silhouette[] = []
  if (theme.water) seen.push(drawSea(ground, theme.water))
  for (const strip of theme.strips) seen.push(...drawStrip(ground, strip))
  const { halfWidth, color } = theme.road
  seen.push(
    ...drawStrip(ground, { side: 1, from: -halfWidth, to: halfWidth, color, value: 'construction--flat--road' }),
  )
  if (camera.isPanorama) {
    const capY = height * (0.5 + Math.atan2(camera.eye[2], 0.7) / Math.PI) - 3
    canvas.fill(
      [
        [
          [0, capY],
          [width, capY],
          [width, height],
          [0, height],
        ],
      ],
      groundFill(camera, canvas, color, haze),
    )
  }
  drawWear(ground)
  drawMarkings(ground)
  return seen
}

/** The stretches of path that can be seen: ahead, and in a panorama behind too; none passes under the camera. */
function stretches({ camera, stationM }: Ground): number[][] {
  const ahead = STEPS_M.map((step) => stationM + step)
  if (!camera.isPanorama) return [[stationM - 0.6, ...ahead]]
  return [ahead, STEPS_M.map((step) => stationM - step)]
}

function ribbon(path: Path, stations: number[], from: number, to: number): Vec3[] {
  const edge = (side: number) => stations.map((station): Vec3 => [...beside(path.frame(station), side), 0])
  return [...edge(from), ...edge(to).reverse()]
}

function drawStrip(ground: Ground, { side, from, to, color, value }: Strip): Silhouette[] {
  const { camera, canvas, haze, path } = ground
  const isWater = value === 'nature--water'
  const fill = groundFill(camera, canvas, isWater ? mix(color, ground.skyColor, 0.25) : color, haze)
  const sides = side === 'both' ? [-1, 1] : [side]
  return sides.flatMap((way) =>
    stretchesOf(ground, way * from, way * to).map((stations): Silhouette => {
      const points = ribbon(path, stations, way * from, way * to)
      canvas.fill(camera.outline(points), fill)
      return { layer: 'segmentations', value: value ?? 'nature--terrain', points }
    }),
  )
}

/** A strip beside the camera is one stretch from far behind to far ahead; the one underfoot is cut in two. */
function stretchesOf(ground: Ground, from: number, to: number): number[][] {
  const [ahead = [], behind = []] = stretches(ground)
  const isUnderfoot = from * to < 0
  return isUnderfoot || behind.length === 0
    ? [ahead, behind].filter((row) => row.length > 0)
    : [[...[...behind].reverse(), ...ahead]]
}

function drawSea(ground: Ground, { side, from, color }: NonNullable<Theme['water']>): Silhouette {
  const { camera, canvas, path, stationM, haze, skyColor } = ground
  const stations = [
    ...STEPS_M.map((step) => stationM - step).reverse(),
    stationM,
    ...STEPS_M.map((step) => stationM + step),
  ]
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
  for (const [low, high, tone] of [
    [0, 1.2, 0.5],
    [9, 12, 0.12],
    [30, 36, 0.1],
    [70, 80, 0.12],
  ] as const) {
    const foam = ribbon(path, stations, side * (from + low), side * (from + high))
    canvas.fill(camera.outline(foam), shade(mix(color, skyColor, 0.4), 0.4), tone)
  }
  return { layer: 'segmentations', value: 'nature--water', points }
}

/** Two faint tracks where wheels and feet go. */
function drawWear({ camera, canvas, theme, path, haze, stationM }: Ground): void {
  const { halfWidth, color } = theme.road
  const stations = camera.isPanorama ? null : [stationM - 0.6, ...STEPS_M.map((step) => stationM + step)]
  const rows = stations ? [stations] : [1, -1].map((way) => STEPS_M.map((step) => stationM + way * step))
  const fill = groundFill(camera, canvas, shade(color, -0.16), haze)
  for (const row of rows) {
    for (const middle of [-0.5, 0.5]) {
      const points = ribbon(path, row, (middle - 0.16) * halfWidth, (middle + 0.16) * halfWidth)
      canvas.fill(camera.outline(points), fill, 0.32)
    }
  }
}

function drawMarkings({ camera, canvas, theme, path, haze, stationM }: Ground): void {
  const { halfWidth, marking, color } = theme.road
  const white = groundFill(camera, canvas, '#ece9e0', haze)
  const behind = camera.isPanorama ? 60 : 4
  const outlines: Point[][] = []
  if (marking === 'centre') {
    for (let start = Math.floor((stationM - behind) / 6) * 6; start < stationM + 90; start += 6) {
      outlines.push(...camera.outline(ribbon(path, [start, start + 1, start + 2], -0.07, 0.07)))
    }
    canvas.fill(outlines, white, 0.9)
    if (halfWidth > 3.3) {
      for (const row of stretches({ camera, canvas, theme, path, haze, stationM, skyColor: '' })) {
        for (const way of [-1, 1]) {
          canvas.fill(camera.outline(ribbon(path, row, way * (halfWidth - 0.35), way * (halfWidth - 0.22))), white, 0.9)
        }
      }
    }
  }
  if (marking === 'slabs') {
    const joint = groundFill(camera, canvas, shade(color, -0.2), haze)
    for (let start = Math.floor(stationM - Math.min(behind, 22)); start < stationM + 22; start += 1) {
      outlines.push(...camera.outline(ribbon(path, [start, start + 0.03], -halfWidth, halfWidth)))
      for (const out of [-1.6, -0.8, 0, 0.8, 1.6]) {
        const shift = start % 2 === 0 ? 0 : 0.4
        if (Math.abs(start - stationM) < 12)
          outlines.push(...camera.outline(ribbon(path, [start, start + 1], out + shift, out + shift + 0.02)))
      }
    }
    canvas.fill(outlines, joint, 0.6)
  }
}
