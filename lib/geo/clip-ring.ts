import type { Edges } from './clip'

/** What of a ring x, y, x, y, … lies inside a rectangle, along its edges where it was cut (Sutherland–Hodgman); empty when nothing does. */
export function clipRing(ring: ArrayLike<number>, [west, north, east, south]: Edges): ArrayLike<number> {
  let rest = cut(ring, 0, west, 1)
  rest = cut(rest, 0, east, -1)
  rest = cut(rest, 1, north, 1)
  return cut(rest, 1, south, -1)
}

/** The part where x (axis 0) or y (1) is `edge` or more; with `sign` −1, or less. */
function cut(ring: ArrayLike<number>, axis: 0 | 1, edge: number, sign: 1 | -1): number[] {
  const kept: number[] = []
  const last = ring.length - 2
  let [fromX, fromY] = [ring[last] ?? 0, ring[last + 1] ?? 0]
  for (let index = 0; index < ring.length; index += 2) {
    const [x, y] = [ring[index] ?? 0, ring[index + 1] ?? 0]
    const from = sign * ((axis === 0 ? fromX : fromY) - edge)
    const to = sign * ((axis === 0 ? x : y) - edge)
    if (from >= 0 !== to >= 0) {
      const part = from / (from - to)
      kept.push(axis === 0 ? edge : fromX + part * (x - fromX), axis === 1 ? edge : fromY + part * (y - fromY))
    }
    if (to >= 0) kept.push(x, y)
    ;[fromX, fromY] = [x, y]
  }
  return kept
}
