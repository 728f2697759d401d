/** The edges of a rectangle whose y grows southward. */
export type Edges = [west: number, north: number, east: number, south: number]

type Segment = [fromX: number, fromY: number, toX: number, toY: number]

/** The parts of a path x, y, x, y, … inside a rectangle, cut at its edges (Liang–Barsky). */
export function clipLine(path: number[], edges: Edges): number[][] {
  const parts: number[][] = []
  let part: number[] = []
  for (let index = 2; index < path.length; index += 2) {
    const segment = path.slice(index - 2, index + 2) as Segment
    const inside = clipSegment(segment, edges)
    if (!inside) continue
    const [fromX, fromY, toX, toY] = inside
    const goesOn = part.length > 0 && fromX === segment[0] && fromY === segment[1]
    if (!goesOn) {
      part = [fromX, fromY]
      parts.push(part)
    }
    part.push(toX, toY)
    if (toX !== segment[2] || toY !== segment[3]) part = []
  }
  return parts
}

/** The piece inside; an end that lies inside stays as it is. */
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
