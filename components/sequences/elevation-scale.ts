import type { ProfilePoint } from '@/lib/geo/elevation-profile'

type KnownPoint = ProfilePoint & { altitude: number }

/** The points in runs of known altitude: between two runs the chart has a gap. */
export function chartSegments(points: ProfilePoint[]): KnownPoint[][] {
  const segments: KnownPoint[][] = []
  let isOpen = false
  for (const { altitude, ...point } of points) {
    if (altitude === null) {
      isOpen = false
      continue
    }
    const known = { ...point, altitude }
    if (isOpen) segments.at(-1)?.push(known)
    else segments.push([known])
    isOpen = true
  }
  return segments
}

/** Round values that span low..high in at most about `count` steps; a flat range gets a step above and below. */
export function niceTicks(low: number, high: number, count: number): number[] {
  const span = Math.max(high - low, 4)
  const rough = span / count
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power
  const first = Math.floor(low / step)
  const last = Math.max(Math.ceil(high / step), first + 1)
  return Array.from({ length: last - first + 1 }, (_, index) => Math.round((first + index) * step * 100) / 100)
}
