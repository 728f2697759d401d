import type { PicturePoint } from '@/lib/model/pictures/picture-shapes'
import { ringsOf } from '@/lib/photos/shape-rings'
import type { AnyTag } from '@/lib/photos/types'

/** A tag with an outline that can be drawn. */
export type Region = {
  tag: AnyTag
  rings: PicturePoint[][]
  box: { left: number; top: number; right: number; bottom: number }
}

/** The part of a tag that lies on the picture; null when nothing of it does, or it encloses nothing. Beyond the sides is the seam of a sphere. */
export function regionOf(tag: AnyTag, isSphere: boolean): Region | null {
  const rings = (tag.shape ? ringsOf(tag.shape) : [])
    .filter((ring) => ring.length > 2 && ring.flat().every(Number.isFinite))
    .map((ring) => ring.map(([x, y]): PicturePoint => [isSphere ? x : share(x), share(y)]))
  const points = rings.flat()
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  const box = { left: least(xs), top: least(ys), right: -least(xs.map(negated)), bottom: -least(ys.map(negated)) }
  return box.right > box.left && box.bottom > box.top ? { tag, rings, box } : null
}

/** The smallest region at a place: the last, as the largest come first. */
export function regionAt(regions: Region[], [x, y]: PicturePoint): Region | null {
  const turns = [0, -1, 1] // a region across the seam goes on beyond the side
  return regions.findLast((region) => turns.some((turn) => isInside(region, [x + turn, y]))) ?? null
}

/** The middle of its box. */
export function middleOf({ box }: Region): PicturePoint {
  return [(box.left + box.right) / 2, (box.top + box.bottom) / 2]
}

/** Whether an odd number of edges lies to the left: true inside, false in holes, and sound for outlines that cross themselves. */
function isInside({ rings, box }: Region, [x, y]: PicturePoint): boolean {
  if (x < box.left || x > box.right || y < box.top || y > box.bottom) return false
  let isIn = false
  for (const ring of rings) {
    let [beforeX, beforeY] = ring.at(-1) ?? [0, 0]
    for (const [hereX, hereY] of ring) {
      if (hereY > y !== beforeY > y && x < ((beforeX - hereX) * (y - hereY)) / (beforeY - hereY) + hereX) isIn = !isIn
      ;[beforeX, beforeY] = [hereX, hereY]
    }
  }
  return isIn
}

function least(values: number[]): number {
  return values.reduce((smallest, value) => Math.min(smallest, value), Number.POSITIVE_INFINITY)
}

function negated(value: number): number {
  return -value
}

function share(value: number): number {
  return Math.max(0, Math.min(1, value))
}
