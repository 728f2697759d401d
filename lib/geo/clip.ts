import type { MercatorBox } from './bbox'
import type { MercatorPoint } from './mercator'

/** The parts of a path inside a box (Liang–Barsky on each segment). */
export function clipLine(points: MercatorPoint[], box: MercatorBox): MercatorPoint[][] {
  const parts: MercatorPoint[][] = []
  let part: MercatorPoint[] = []
  for (let index = 1; index < points.length; index++) {
    const [from, to] = [points[index - 1], points[index]]
    const inside = from && to && clipSegment(from, to, box)
    if (!inside) continue
    const [start, end] = inside
    const goesOn = part.length > 0 && start === from
    if (!goesOn) {
      part = [start]
      parts.push(part)
    }
    part.push(end)
    if (end !== to) part = []
  }
  return parts
}

/** The piece inside the box; an end that lies inside is the very same point. */
function clipSegment(
  from: MercatorPoint,
  to: MercatorPoint,
  [west, north, east, south]: MercatorBox,
): [MercatorPoint, MercatorPoint] | null {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
  let [enter, leave] = [0, 1]
  const edges: [speed: number, room: number][] = [
    [-dx, from[0] - west],
    [dx, east - from[0]],
    [-dy, from[1] - north],
    [dy, south - from[1]],
  ]
  for (const [speed, room] of edges) {
    if (speed === 0 && room < 0) return null
    if (speed < 0) enter = Math.max(enter, room / speed)
    if (speed > 0) leave = Math.min(leave, room / speed)
  }
  if (enter > leave) return null
  const at = (share: number): MercatorPoint => [from[0] + share * dx, from[1] + share * dy]
  return [enter === 0 ? from : at(enter), leave === 1 ? to : at(leave)]
}
