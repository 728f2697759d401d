import { beside, type Frame } from '../path'
import type { Camera } from './camera'
import type { Fill } from './canvas'
import type { Color } from './color'
import type { Point, Vec3 } from './geometry'
import type { Sun } from './light'
import type { Theme } from './themes'

export type Layer = 'trafficsigns' | 'segmentations' | 'instances'

export type Part =
  | { outlines: Vec3[][]; fill: Fill; opacity?: number }
  | { lines: Vec3[][]; color: Color; widthM: number; isClosed?: boolean }

/** What a detector would draw around a thing. */
export type Silhouette = { layer: Layer; value: string; points: Vec3[]; isHull?: boolean }

export type Thing = {
  distanceM: number
  readonly parts: Part[] // far to near; built when read, once, since detections need none
  silhouettes: Silhouette[]
  shadow?: Vec3[] // on the ground
  isSolid?: boolean // hides the sky and what is behind it
  isFlat?: boolean // lies on the ground, under all shadows
}

/** What a model needs to build a thing where it stands. */
export type Site = {
  camera: Camera
  sun: Sun
  theme: Theme
  next: () => number // the thing's own random numbers
  frame: Frame // of the path, beside the thing
  side: -1 | 1 // left or right of the path
  outM: number // from the middle of the path
  distanceM: number
}

/** A point near a thing: metres along the path, away from the path, and up. */
export type Local = (along: number, out: number, up: number) => Vec3

export function localOf({ frame, side, outM }: Site): Local {
  const sin = Math.sin(frame.heading)
  const cos = Math.cos(frame.heading)
  return (along, out, up) => {
    const [x, y] = beside(frame, side * (outM + out))
    return [x + sin * along, y + cos * along, up]
  }
}

/** An upright plane that faces the camera: x to the right, y up, from the thing's foot. */
export function billboardOf(site: Site): (point: Point) => Vec3 {
  const [x, y] = localOf(site)(0, 0, 0)
  const { camera } = site
  const bearing = camera.isPanorama ? Math.atan2(x - camera.eye[0], y - camera.eye[1]) : camera.heading
  const right = [Math.cos(bearing), -Math.sin(bearing)] as const
  return ([across, up]) => [x + right[0] * across, y + right[1] * across, up]
}

/** 1 when the sun is to the right of the picture plane at the thing, -1 when to the left. */
export function sunSide({ camera, sun }: Site): number {
  return Math.sin(sun.azimuth - camera.heading) >= 0 ? 1 : -1
}

/** A long soft blot on the ground, away from the sun, of something this wide and this high. */
export function shadowOf(site: Site, halfWidth: number, height: number): Vec3[] {
  const [x, y] = localOf(site)(0, 0, 0)
  const reach = Math.min(height / Math.tan(site.sun.elevation), 9)
  const away = [-Math.sin(site.sun.azimuth), -Math.cos(site.sun.azimuth)] as const
  return Array.from({ length: 20 }, (_, i): Vec3 => {
    const angle = (i / 20) * 2 * Math.PI
    const along = reach / 2 + Math.cos(angle) * (reach / 2 + halfWidth)
    const across = Math.sin(angle) * halfWidth
    return [x + away[0] * along - away[1] * across, y + away[1] * along + away[0] * across, 0]
  })
}
