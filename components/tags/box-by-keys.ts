import type { PicturePoint, TagShape } from '@/lib/model/pictures/picture-shapes'
import { outlinesOf } from '@/lib/tags/outlines'

/** A box on a picture, in shares of it: its middle and its sides. */
export type KeyBox = { x: number; y: number; width: number; height: number }

export const FIRST_BOX: KeyBox = { x: 0.5, y: 0.5, width: 0.2, height: 0.2 }

const STEP = 0.02
const FINE = 0.005
const LEAST = 0.01

/** Arrows move the box, with Shift they make it larger and smaller, with Alt both in small steps. Null: the key means nothing here. */
export function movedByKey(
  box: KeyBox,
  { key, shiftKey, altKey }: { key: string; shiftKey: boolean; altKey: boolean },
  wraps: boolean,
): KeyBox | null {
  const ways: Record<string, [number, number]> = {
    ArrowLeft: [-1, 0],
    ArrowRight: [1, 0],
    ArrowUp: [0, -1],
    ArrowDown: [0, 1],
  }
  const way = ways[key]
  if (!way) return null
  const step = altKey ? FINE : STEP
  const [across, down] = [way[0] * step, way[1] * step]
  const next = shiftKey
    ? { ...box, width: limited(box.width + across, LEAST, 1), height: limited(box.height - down, LEAST, 1) }
    : { ...box, x: box.x + across, y: box.y + down }
  return {
    ...next,
    x: wraps ? next.x - Math.floor(next.x) : limited(next.x, next.width / 2, 1 - next.width / 2),
    y: limited(next.y, next.height / 2, 1 - next.height / 2),
  }
}

/** The box around a region. What was cut at the seam of a 360° picture is one piece again. */
export function keyBoxOf(shape: TagShape): KeyBox {
  const isCut = shape.type === 'MultiPolygon'
  const points = outlinesOf(shape).flatMap((ring) => {
    const isBeyondSeam = isCut && ring.some(([x]) => x === 0)
    return ring.map(([x, y]): PicturePoint => [isBeyondSeam ? x + 1 : x, y])
  })
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const middle = (left + right) / 2
  return {
    x: Number((middle - (middle > 1 ? 1 : 0)).toFixed(6)),
    y: Number(((top + bottom) / 2).toFixed(6)),
    width: Number((right - left).toFixed(6)),
    height: Number((bottom - top).toFixed(6)),
  }
}

export function cornersOfBox({ x, y, width, height }: KeyBox): PicturePoint[] {
  const [left, right, top, bottom] = [x - width / 2, x + width / 2, y - height / 2, y + height / 2]
  return [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ]
}

/** For those who do not see it. */
export function describeBox({ x, y, width, height }: KeyBox): string {
  const percent = (share: number) => `${Math.round(share * 100)} %`
  return `Middle ${percent(x)} from the left, ${percent(y)} from the top; ${percent(width)} wide, ${percent(height)} high`
}

function limited(value: number, least: number, most: number): number {
  return Number(Math.max(least, Math.min(most, value)).toFixed(6))
}
