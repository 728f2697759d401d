/** The edges of a rectangle whose y grows southward. */
export type Edges = [west: number, north: number, east: number, south: number]

type Segment = [fromX: number, fromY: number, toX: number, toY: number]

/** The parts of a path x, y, x, y, … inside a rectangle, cut at its edges. */
export function clipLine(path: ArrayLike<number>, edges: Edges): number[][] {
  const parts: number[][] = []
  let part: number[] | null = null // that ends where the next segment begins
  let wasInside = isInside(path[0] ?? NaN, path[1] ?? NaN, edges)
  for (let index = 2; index < path.length; index += 2) {
    const [x, y] = [path[index] ?? 0, path[index + 1] ?? 0]
    const isHere = isInside(x, y, edges)
    if (!(wasInside && isHere)) {
      const inside = clipSegment([path[index - 2] ?? 0, path[index - 1] ?? 0, x, y], edges)
      if (inside && wasInside && part) part.push(inside[2], inside[3])
      else if (inside) parts.push(inside)
      part = isHere ? (inside ?? null) : null
    } else if (part) part.push(x, y)
    else {
      part = [path[index - 2] ?? 0, path[index - 1] ?? 0, x, y]
      parts.push(part)
    }
    wasInside = isHere
  }
  return parts
}

function isInside(x: number, y: number, [west, north, east, south]: Edges): boolean {
  return x >= west && x <= east && y >= north && y <= south
}

/** The piece inside (Liang–Barsky); an end that lies inside stays as it is. */
function clipSegment(segment: Segment, [west, north, east, south]: Edges): Segment | null {
  const [fromX, fromY, toX, toY] = segment
  if (Math.max(fromX, toX) < west || Math.min(fromX, toX) > east) return null
  if (Math.max(fromY, toY) < north || Math.min(fromY, toY) > south) return null
  const [dx, dy] = [toX - fromX, toY - fromY]
  let [enter, leave] = [0, 1]
  const limits: [speed: number, room: number][] = [
    [-dx, fromX - west],
    [dx, east - fromX],
    [-dy, fromY - north],
    [dy, south - fromY],
  ]
  for (const [speed, room] of limits) {
    if (speed < 0) enter = Math.max(enter, room / speed)
    if (speed > 0) leave = Math.min(leave, room / speed)
  }
  if (enter > leave) return null
  const start = enter === 0 ? [fromX, fromY] : [fromX + enter * dx, fromY + enter * dy]
  const end = leave === 1 ? [toX, toY] : [fromX + leave * dx, fromY + leave * dy]
  return [...start, ...end] as Segment
}
