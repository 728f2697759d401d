import type { PictureBox } from '@/lib/model/pictures/picture-shapes'
import type { ThumbnailSize } from '@/lib/model/pictures/picture-sizes'

/** Share of the width or height: what is larger is seen without a crop. */
export const MOST_CROPPED = 0.5

const ROOM = 1.4 // around the object, so that it is seen where it stands
const LEAST_SHARE = 0.05 // of the picture: less would only be coarse dots
const DOTS = 112 // across the crop
const SIZES = [320, 640, 1024] as const

/** The square part of a picture around a box, in shares of it and moved inside where it would reach over an edge. `ratio`: width by height. */
export function cropOf(box: PictureBox, ratio: number): PictureBox {
  const longest = Math.max(box.width * ratio, box.height) * ROOM // in heights of the picture
  const side = Math.min(Math.max(longest, LEAST_SHARE * ratio), 1, ratio)
  const [width, height] = [side / ratio, side]
  return {
    left: within(box.left + box.width / 2 - width / 2, 1 - width),
    top: within(box.top + box.height / 2 - height / 2, 1 - height),
    width,
    height,
  }
}

/** The smallest picture in which a crop has enough dots, or the largest that a list may load. */
export function pictureSizeFor({ width }: PictureBox): ThumbnailSize {
  return SIZES.find((size) => size * width >= DOTS) ?? 1024
}

function within(value: number, most: number): number {
  return Math.max(0, Math.min(most, value))
}
