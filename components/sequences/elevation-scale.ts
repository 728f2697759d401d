import type { ElevationProfile, ProfilePoint } from '@/lib/geo/elevation-profile'

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
    const knownPoint = { ...point, altitude }
    if (isOpen) segments.at(-1)?.push(knownPoint)
    else segments.push([knownPoint])
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

/** Places on a chart as shares of its width and height, the y axis down; `ticks` are altitudes. */
export type ChartScale = { x: (distanceMeters: number) => number; y: (altitude: number) => number; ticks: number[] }

export function chartScale({ lengthMeters, min, max }: ElevationProfile, tickCount: number): ChartScale {
  const ticks = niceTicks(min, max, tickCount)
  const low = Math.min(min, ticks[0] ?? min)
  const high = Math.max(max, ticks.at(-1) ?? max)
  return {
    x: (distanceMeters) => (lengthMeters ? distanceMeters / lengthMeters : 1 / 2),
    y: (altitude) => 1 - (altitude - low) / (high - low || 1),
    ticks,
  }
}
