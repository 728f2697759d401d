type Point = [x: number, y: number]

/** Douglas–Peucker: drops the points that lie within `tolerance` of the line through those that stay. Keeps both ends. */
export function simplify(points: Point[], tolerance: number): Point[] {
  const isKept = new Uint8Array(points.length)
  const open: [first: number, last: number][] = [[0, points.length - 1]]
  for (let span = open.pop(); span; span = open.pop()) {
    const [first, last] = span
    const from = points[first]
    const to = points[last]
    if (!from || !to) continue
    isKept[first] = 1
    isKept[last] = 1
    const [farthest, distance] = farthestFrom(from, to, points, first + 1, last)
    if (distance > tolerance * tolerance) open.push([first, farthest], [farthest, last])
  }
  return points.filter((_, index) => isKept[index] === 1)
}

function farthestFrom(
  from: Point,
  to: Point,
  points: Point[],
  start: number,
  end: number,
): [index: number, squared: number] {
  let farthest = start
  let greatest = 0
  for (let index = start; index < end; index++) {
    const distance = squaredDistance(points[index] ?? from, from, to)
    if (distance <= greatest) continue
    greatest = distance
    farthest = index
  }
  return [farthest, greatest]
}

function squaredDistance([x, y]: Point, [fromX, fromY]: Point, [toX, toY]: Point): number {
  const [dx, dy] = [toX - fromX, toY - fromY]
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - fromX) * dx + (y - fromY) * dy) / length))
  return (x - fromX - along * dx) ** 2 + (y - fromY - along * dy) ** 2
}
