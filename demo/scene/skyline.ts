import type { Camera } from './camera'
import type { Point, Ring } from './geometry'

const MIN_SHARE = 0.012 // of the height: less sky than this above a column is none

/** The open sky above everything that hides it: one outline for each unbroken run of columns. */
export function skylineOf(rings: readonly Ring[], { width, height, horizonY, isPanorama }: Camera): Ring[] {
  const columns = isPanorama ? 240 : 160
  const tops = new Float64Array(columns + 1).fill(horizonY)
  for (const ring of rings) lower(tops, ring, width / columns)

  const runs: Point[][] = []
  let run: Point[] = []
  for (let i = 0; i <= columns; i++) {
    const y = tops[i] ?? 0
    if (y > height * MIN_SHARE) run.push([(i / columns) * width, y])
    else if (run.length > 0) {
      runs.push(run)
      run = []
    }
  }
  runs.push(run)
  return runs.flatMap((line) => {
    const first = line[0]
    const last = line.at(-1)
    return first && last && line.length > 3 ? [[[first[0], 0], [last[0], 0], ...line.reverse()] satisfies Point[]] : []
  })
}

/** Lowers the skyline's tops to the upper edge of a ring. */
function lower(tops: Float64Array, ring: Ring, step: number): void {
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i]
    const b = ring[(i + 1) % ring.length]
    if (!a || !b) continue
    const [from, to] = a[0] <= b[0] ? [a, b] : [b, a]
    const last = Math.min(tops.length - 1, Math.floor(to[0] / step))
    for (let column = Math.max(0, Math.ceil(from[0] / step)); column <= last; column++) {
      const part = to[0] === from[0] ? 0 : (column * step - from[0]) / (to[0] - from[0])
      const y = from[1] + (to[1] - from[1]) * part
      if (y < (tops[column] ?? 0)) tops[column] = y
    }
  }
}
