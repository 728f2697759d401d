import type { PicturePoint } from '@/lib/model/pictures/picture-shapes'

/** The area inside a closed ring, as a share of the picture. */
export function ringArea(ring: PicturePoint[]): number {
  return Math.abs(edgesOf(ring).reduce((sum, [[x, y], [toX, toY]]) => sum + x * toY - toX * y, 0)) / 2
}

export type Edge = [from: PicturePoint, to: PicturePoint]

export function edgesOf(ring: PicturePoint[]): Edge[] {
  return ring.slice(1).map((to, index) => [ring[index] ?? to, to])
}

/** Whether a closed ring neither crosses nor touches itself, nor runs back on itself. */
export function isSimple(ring: PicturePoint[]): boolean {
  const edges = edgesOf(ring)
  return edges.every((edge, index) =>
    edges.slice(index + 1).every((other, between) => {
      const isNext = between === 0
      const isLastAndFirst = index === 0 && between === edges.length - 2
      if (isNext) return !runsBack(edge, other)
      if (isLastAndFirst) return !runsBack(other, edge)
      return !meet(edge, other)
    }),
  )
}

function runsBack([from, corner]: Edge, [, to]: Edge): boolean {
  const ahead = (corner[0] - from[0]) * (to[0] - corner[0]) + (corner[1] - from[1]) * (to[1] - corner[1])
  return turn(from, corner, to) === 0 && ahead < 0
}

function meet([a, b]: Edge, [c, d]: Edge): boolean {
  const [cSide, dSide, aSide, bSide] = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)]
  if (cSide * dSide < 0 && aSide * bSide < 0) return true
  return (
    (cSide === 0 && isBetween(a, b, c)) ||
    (dSide === 0 && isBetween(a, b, d)) ||
    (aSide === 0 && isBetween(c, d, a)) ||
    (bSide === 0 && isBetween(c, d, b))
  )
}

/** 1 when `c` lies to one side of the line from `a` to `b`, -1 to the other, 0 on it. */
function turn(a: PicturePoint, b: PicturePoint, c: PicturePoint): number {
  const cross = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
  return Math.abs(cross) < 1e-15 ? 0 : Math.sign(cross)
}

function isBetween([ax, ay]: PicturePoint, [bx, by]: PicturePoint, [x, y]: PicturePoint): boolean {
  return Math.min(ax, bx) <= x && x <= Math.max(ax, bx) && Math.min(ay, by) <= y && y <= Math.max(ay, by)
}
