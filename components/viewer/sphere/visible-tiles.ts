import { type FramePoint, sphereToPicture } from '@/components/viewer/picture/picture-space'
import type { PanoramaCrop } from '@/lib/model/pictures/picture-shapes'
import { TILE_PIXELS, type TileAddress, type TileLevel } from '@/lib/model/pictures/tile-levels'
import { directionThrough, type SphereCamera, scaleOf, sphereOf } from './sphere-camera'

const SHARP = 0.8 // of a pixel of the picture for each pixel of the screen: less is seen
const LOOKS = 24 // across and down the frame

/** What is to be seen at this moment. `pixelRatio`: pixels of the screen for each one of the page. */
export type Sight = { camera: SphereCamera; crop: PanoramaCrop | null; pixelRatio: number }

/** The smallest level that is sharp on the screen, else the largest; null: a picture `baseWidth` pixels wide is sharp. */
export function sharpLevel(
  levels: TileLevel[],
  { sight: { camera, crop, pixelRatio }, baseWidth }: { sight: Sight; baseWidth: number },
): TileLevel | null {
  const wholeTurn = 2 * Math.PI * scaleOf(camera) * pixelRatio * (crop?.width ?? 1)
  const isSharp = (width: number) => width >= SHARP * wholeTurn
  if (isSharp(baseWidth)) return null
  return levels.find(({ width }) => isSharp(width)) ?? levels.at(-1) ?? null
}

/** The tiles of a level in sight, those nearest to the middle of the frame first. */
export function tilesInSight(
  { level, width, height }: TileLevel,
  { camera, crop }: Pick<Sight, 'camera' | 'crop'>,
): TileAddress[] {
  const nearest = new Map<string, { tile: TileAddress; distance: number }>()
  for (const point of looksAt(camera.frame)) {
    const seen = sphereToPicture(sphereOf(directionThrough(point, camera)), crop)
    if (!seen) continue
    const tile = {
      level,
      column: Math.floor(Math.min(seen[0] * width, width - 1) / TILE_PIXELS),
      row: Math.floor(Math.min(seen[1] * height, height - 1) / TILE_PIXELS),
    }
    const name = `${tile.column}/${tile.row}`
    const distance = Math.hypot(point[0] - camera.frame.width / 2, point[1] - camera.frame.height / 2)
    if (distance < (nearest.get(name)?.distance ?? Number.POSITIVE_INFINITY)) nearest.set(name, { tile, distance })
  }
  return [...nearest.values()].toSorted((a, b) => a.distance - b.distance).map(({ tile }) => tile)
}

function looksAt({ width, height }: SphereCamera['frame']): FramePoint[] {
  const steps = Array.from({ length: LOOKS + 1 }, (_, step) => step / LOOKS)
  return steps.flatMap((down) => steps.map((across): FramePoint => [across * width, down * height]))
}
