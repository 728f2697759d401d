import { between, random } from '../random'
import type { Camera } from './camera'
import type { Canvas } from './canvas'
import { type Color, mix } from './color'
import type { Point } from './geometry'
import type { Sun } from './light'
import type { Theme } from './themes'

const CLOUDS = 15

/** The colors of the sky at this hour: warm when the sun is low. */
export function skyColors(theme: Theme, sun: Sun): { zenith: Color; horizon: Color; warmth: number } {
  const warmth = Math.min(1, Math.max(0, (0.5 - sun.elevation) / 0.34))
  return {
    zenith: mix(theme.zenith, '#7f97c8', warmth * 0.4),
    horizon: mix(theme.horizon, '#f7d3a0', warmth * 0.75),
    warmth,
  }
}

export function drawSky(camera: Camera, canvas: Canvas, theme: Theme, sun: Sun, seed: string): void {
  const { zenith, horizon, warmth } = skyColors(theme, sun)
  const { width, height, horizonY } = camera
  const sky = canvas.verticalGradient([
    { at: 0, color: zenith },
    { at: (horizonY / height) * 0.62, color: mix(zenith, horizon, 0.55) },
    { at: horizonY / height, color: horizon },
    { at: 1, color: horizon },
  ])
  canvas.fill(
    [
      [
        [0, 0],
        [width, 0],
        [width, height],
        [0, height],
      ],
    ],
    sky,
  )
  drawSun(camera, canvas, sun, warmth)
  drawClouds(camera, canvas, horizon, zenith, seed)
}

function drawSun(camera: Camera, canvas: Canvas, sun: Sun, warmth: number): void {
  const [x, y] = camera.direction(sun.azimuth, sun.elevation)
  const radius = camera.unitsPerMetre(1) * 0.022
  const color = mix('#fffdf2', '#fff0c4', warmth)
  canvas.raw(
    `<radialGradient id="glow"><stop offset="0" stop-color="${color}" stop-opacity=".9"/><stop offset=".12" stop-color="${color}" stop-opacity=".5"/><stop offset="1" stop-color="${color}" stop-opacity="0"/></radialGradient>`,
  )
  for (const at of camera.isPanorama ? [x - camera.width, x, x + camera.width] : [x]) {
    const place = `cx="${at.toFixed(1)}" cy="${y.toFixed(1)}"`
    if (at < -radius * 16 || at > camera.width + radius * 16) continue
    canvas.raw(
      `<circle ${place} r="${(radius * 16).toFixed(1)}" fill="url(#glow)"/><circle ${place} r="${radius.toFixed(1)}" fill="${color}"/>`,
    )
  }
}

function drawClouds(camera: Camera, canvas: Canvas, horizon: Color, zenith: Color, seed: string): void {
  const next = random(`${seed}:clouds`)
  for (let i = 0; i < CLOUDS; i++) {
    const bearing = ((i + between(next, -0.4, 0.4)) / CLOUDS) * 2 * Math.PI
    const elevation = between(next, 0.13, camera.isPanorama ? 0.85 : 0.45)
    const halfWidth = between(next, 0.09, 0.22) * (0.5 + elevation)
    const lobes = 4 + Math.floor(next() * 3)
    const phase = next() * 9
    const outline = (lift: number): [number, number][] => {
      const top = Array.from({ length: lobes * 6 + 1 }, (_, k): [number, number] => {
        const part = k / (lobes * 6)
        const dome = Math.sin(part * Math.PI) ** 0.6 * (0.75 + 0.25 * Math.sin(part * 5 + phase))
        const bump = 0.72 + 0.28 * Math.abs(Math.sin(part * lobes * Math.PI))
        return [bearing + (part * 2 - 1) * halfWidth, elevation + halfWidth * 0.42 * dome * bump * lift]
      })
      return [
        ...top,
        [bearing + halfWidth * 0.9, elevation - halfWidth * 0.05],
        [bearing - halfWidth * 0.9, elevation - halfWidth * 0.05],
      ]
    }
    const light = mix('#ffffff', horizon, 0.12)
    canvas.fill(
      onSky(camera, outline(1), bearing),
      { color: light, to: mix(light, mix(horizon, zenith, 0.5), 0.5), axis: 'y' },
      0.82,
    )
    canvas.fill(onSky(camera, outline(0.55), bearing), mix(light, zenith, 0.28), 0.35)
  }
}

/** A cloud as an outline in the picture, undistorted; in a panorama also on the other side of the seam. */
function onSky(camera: Camera, directions: [bearing: number, elevation: number][], middle: number): Point[][] {
  const turned = Math.atan2(Math.sin(middle - camera.heading), Math.cos(middle - camera.heading))
  if (!camera.isPanorama && Math.abs(turned) > 1) return []
  const unitsPerRadian = camera.unitsPerMetre(1)
  const [centreX] = camera.direction(middle, 0)
  const shifts = camera.isPanorama ? [-camera.width, 0, camera.width] : [0]
  return shifts.map((shift) =>
    directions.map(
      ([bearing, elevation]): Point => [
        centreX + shift + (bearing - middle) * unitsPerRadian,
        camera.horizonY - elevation * unitsPerRadian,
      ],
    ),
  )
}
