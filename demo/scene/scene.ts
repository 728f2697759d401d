import { beside } from '../path'
import type { DemoPhoto } from '../world'
import { type Camera, createCamera } from './camera'
import { type Canvas, createCanvas } from './canvas'
import { mix } from './color'
import { areaOf, clipToFrame, hullOf, type Point, type Ring } from './geometry'
import { drawGround } from './ground'
import { type Haze, hazeOf, hazy } from './haze'
import { sunAt } from './light'
import { drawRidges } from './ridges'
import { drawSky, skyColors } from './sky'
import { skylineOf } from './skyline'
import { THEMES } from './themes'
import type { Layer, Silhouette, Thing } from './thing'
import { decorAround, thingsAround } from './things'

/** One thing as it is seen in the picture; rings in frame units. */
export type Drawn = { layer: Layer; value: string; rings: Ring[]; distanceM: number; isSolid: boolean }

export type Scene = {
  width: number // of the frame
  height: number
  svg(pixelWidth: number): string
  drawn: Drawn[] // near to far
}

const SLIVER = 0.05 // of a thing's larger part: what the seam of a panorama cuts off is no thing of its own

/** What the camera sees at a photo. Pure: the same photo gives the same scene. */
export function createScene(photo: DemoPhoto): Scene {
  const { sequence, stationM } = photo
  const theme = THEMES[sequence.theme]
  const sun = sunAt(photo.capturedAt, photo.computedLngLat)
  const [x, y] = beside(sequence.path.frame(stationM), sequence.sideM)
  const camera = createCamera(sequence.isPanorama, { eye: [x, y, sequence.cameraHeightM], heading: photo.heading })
  const canvas = createCanvas(camera.width, camera.height)
  const colors = skyColors(theme, sun)
  const haze = hazeOf(mix(colors.horizon, theme.zenith, 0.12), theme.visibilityM)
  const seed = sequence.key

  drawSky(camera, canvas, theme, sun, seed)
  const ridges = drawRidges(camera, canvas, theme.ridges, colors.horizon, seed)
  const ground = drawGround({
    camera,
    canvas,
    theme,
    path: sequence.path,
    stationM,
    sideM: sequence.sideM,
    haze,
    skyColor: colors.zenith,
  })
  const surroundings = { camera, sun, theme, path: sequence.path, seed, stationM }
  const things = thingsAround(surroundings)

  const standing = things
    .flatMap((thing) => drawnOf(camera, thing.silhouettes, thing.distanceM, thing.isSolid ?? false))
    .reverse()
  const lying = drawnOf(camera, ground, 0, false)
  const solid = standing.filter((item) => item.isSolid).flatMap((item) => item.rings)
  const sky: Drawn = {
    layer: 'segmentations',
    value: 'nature--sky',
    distanceM: 0,
    isSolid: false,
    rings: skylineOf([...ridges, ...solid], camera),
  }
  let isFinished = false
  return {
    width: camera.width,
    height: camera.height,
    drawn: [sky, ...lying, ...standing],
    svg(pixelWidth) {
      if (!isFinished) {
        const all = [...things, ...decorAround(surroundings)].sort((a, b) => b.distanceM - a.distanceM)
        drawThings(camera, canvas, all, haze)
      }
      isFinished = true
      return canvas.svg(pixelWidth)
    },
  }
}

function drawThings(camera: Camera, canvas: Canvas, things: Thing[], haze: Haze): void {
  for (const thing of things) if (thing.isFlat) drawParts(camera, canvas, thing, haze)
  for (const { shadow, distanceM } of things) {
    if (shadow) canvas.fill(camera.outline(shadow), '#1d2740', 0.2 * (1 - haze.amountAt(distanceM)))
  }
  for (const thing of things) if (!thing.isFlat) drawParts(camera, canvas, thing, haze)
}

function drawParts(camera: Camera, canvas: Canvas, { parts, distanceM }: Thing, haze: Haze): void {
  const amount = haze.amountAt(distanceM)
  const scale = camera.unitsPerMetre(distanceM)
  for (const part of parts) {
    if ('lines' in part) {
      const color = mix(part.color, haze.color, amount)
      canvas.stroke(
        part.lines.flatMap((line) => (part.isClosed ? camera.outline(line) : camera.line(line))),
        color,
        part.widthM * scale,
        part.isClosed,
      )
    } else {
      canvas.fill(
        part.outlines.flatMap((outline) => camera.outline(outline)),
        hazy(part.fill, haze, amount),
        part.opacity,
      )
    }
  }
}

function drawnOf(camera: Camera, silhouettes: Silhouette[], distanceM: number, isSolid: boolean): Drawn[] {
  return silhouettes.map(({ layer, value, points, isHull }) => {
    const outlines: (readonly Point[])[] = camera.outline(points)
    const rings = outlines
      .map((outline) => clipToFrame(isHull ? hullOf(outline) : outline, camera.width, camera.height))
      .filter((ring) => ring.length > 2)
    const largest = Math.max(...rings.map(areaOf))
    return { layer, value, rings: rings.filter((ring) => areaOf(ring) > largest * SLIVER), distanceM, isSolid }
  })
}
