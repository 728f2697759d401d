import type { PanoramaCrop, PicturePoint } from '@/lib/model/pictures/picture-shapes'
import type { Size, View } from './picture-view'

/** A place in the frame around a picture: pixels from its top left. */
export type FramePoint = [x: number, y: number]

/** A point of an outline in the frame. `isOnSeam`: from it to the next one the outline lies on the seam of a sphere. */
export type OutlinePoint = [x: number, y: number, isOnSeam?: boolean]

/** Where a picture lies in its frame at this moment, flat or as a sphere. */
export type PictureSpace = {
  isSphere: boolean
  /** Null: it lies behind the one who looks. */
  toFrame: (point: PicturePoint) => FramePoint | null
  /** Null: there is no picture at that place. */
  toPicture: (point: FramePoint) => PicturePoint | null
  /** Prepares a ring to be drawn again and again: what of it is in sight, as a line of the frame. Empty: nothing. */
  outline: (ring: PicturePoint[]) => () => OutlinePoint[]
  /** Turns or moves the picture, so that the place is in sight. */
  reveal: (point: PicturePoint) => void
  /** Calls back whenever the picture has moved in its frame; answers with the end of it. */
  onMove: (listener: () => void) => () => void
}

/** Where a flat picture lies: `size` is the one that fits in whole. */
export type FlatPlace = { size: Size; frame: Size; view: View }

export function flatToFrame({ size, frame, view }: FlatPlace, [x, y]: PicturePoint): FramePoint {
  return [
    frame.width / 2 + view.x + (x - 0.5) * size.width * view.scale,
    frame.height / 2 + view.y + (y - 0.5) * size.height * view.scale,
  ]
}

/** Null outside of the picture. */
export function flatToPicture({ size, frame, view }: FlatPlace, [left, top]: FramePoint): PicturePoint | null {
  const x = (left - frame.width / 2 - view.x) / (size.width * view.scale) + 0.5
  const y = (top - frame.height / 2 - view.y) / (size.height * view.scale) + 0.5
  return isShare(x) && isShare(y) ? [x, y] : null
}

/** In radians: yaw from the middle of the whole sphere to the right, pitch from the horizon up. */
export type SpherePoint = [yaw: number, pitch: number]

export function pictureToSphere([x, y]: PicturePoint, crop: PanoramaCrop | null): SpherePoint {
  const across = crop ? crop.left + x * crop.width : x
  const down = crop ? crop.top + y * crop.height : y
  return [(across - 0.5) * 2 * Math.PI, (0.5 - Math.max(0, Math.min(1, down))) * Math.PI]
}

/** Null where a cropped panorama has nothing. */
export function sphereToPicture([yaw, pitch]: SpherePoint, crop: PanoramaCrop | null): PicturePoint | null {
  const across = modulo(yaw / (2 * Math.PI) + 0.5)
  const down = 0.5 - pitch / Math.PI
  if (!crop) return [across, Math.max(0, Math.min(1, down))]
  const x = modulo(across - crop.left) / crop.width
  const y = (down - crop.top) / crop.height
  return isShare(x) && isShare(y) ? [x, y] : null
}

function modulo(turns: number): number {
  return turns - Math.floor(turns)
}

function isShare(value: number): boolean {
  return value >= 0 && value <= 1
}
