export type Vec3 = readonly [x: number, y: number, z: number] // metres east, north, up
export type Point = readonly [x: number, y: number]
export type Ring = readonly Point[] // closed, the first point not repeated

/** Convex hull (Andrew's monotone chain). */
export function hullOf(points: readonly Point[]): Ring {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1])
  const half = (row: readonly Point[]) => {
    const chain: Point[] = []
    for (const point of row) {
      while (chain.length >= 2 && turn(chain.at(-2), chain.at(-1), point) <= 0) chain.pop()
      chain.push(point)
    }
    return chain.slice(0, -1)
  }
  return [...half(sorted), ...half(sorted.reverse())]
}

function turn(a: Point | undefined, b: Point | undefined, c: Point): number {
  if (!a || !b) return 0
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
}

/** The part of a ring inside [0, width] × [0, height] (Sutherland-Hodgman). */
export function clipToFrame(ring: Ring, width: number, height: number): Ring {
  const left = clipHalf(ring, (p) => p[0])
  const right = clipHalf(left, (p) => width - p[0])
  const top = clipHalf(right, (p) => p[1])
  return clipHalf(top, (p) => height - p[1])
}

/** The part of a ring where the linear function inside() is not negative. */
export function clipHalf<P extends readonly number[]>(ring: readonly P[], inside: (point: P) => number): P[] {
  const kept: P[] = []
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i]
    const b = ring[(i + 1) % ring.length]
    if (!a || !b) continue
    const da = inside(a)
    const db = inside(b)
    if (da >= 0) kept.push(a)
    if (da >= 0 !== db >= 0) kept.push(blend(a, b, da / (da - db)))
  }
  return kept
}

function blend<P extends readonly number[]>(a: P, b: P, part: number): P {
  return a.map((value, i) => value + ((b[i] ?? value) - value) * part) as unknown as P // a tuple's map keeps its length
}

/** Unsigned area by the shoelace formula. */
export function areaOf(ring: Ring): number {
  let sum = 0
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i]
    const b = ring[(i + 1) % ring.length]
    if (a && b) sum += a[0] * b[1] - b[0] * a[1]
  }
  return Math.abs(sum) / 2
}

export function contains(ring: Ring, [x, y]: Point): boolean {
  let isInside = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const a = ring[i]
    const b = ring[j]
    if (!a || !b) continue
    if (a[1] > y !== b[1] > y && x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0]) isInside = !isInside
  }
  return isInside
}

/** Whether no two sides of the ring cross. */
export function isSimple(ring: Ring): boolean {
  for (let i = 0; i < ring.length; i++) {
    for (let j = i + 2; j < ring.length; j++) {
      if (i === 0 && j === ring.length - 1) continue
      if (cross(ring[i], ring[i + 1], ring[j], ring[(j + 1) % ring.length])) return false
    }
  }
  return true
}

function cross(a?: Point, b?: Point, c?: Point, d?: Point): boolean {
  if (!a || !b || !c || !d) return false
  return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0
}

/** The smallest box around points: [left, top, right, bottom]. */
export function boundsOf(points: readonly Point[]): [number, number, number, number] {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x, y] of points) {
    if (x < left) left = x
    if (x > right) right = x
    if (y < top) top = y
    if (y > bottom) bottom = y
  }
  return [left, top, right, bottom]
}
