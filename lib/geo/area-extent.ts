import { distanceMeters } from './lines/length'
import type { LngLat } from './lng-lat'

/** The corners of a drawn polygon; the last one is not the first one again. */
export type DrawnArea = LngLat[]

/** The middle of the box around an area. */
export function middleOf(area: DrawnArea): LngLat {
  const [west, south, east, north] = edgesOf(area)
  return [(west + east) / 2, (south + north) / 2]
}

export function areBoxesOverlapping(one: DrawnArea, other: DrawnArea): boolean {
  const [a, b] = [edgesOf(one), edgesOf(other)]
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]
}

export function extentMeters(area: DrawnArea): { width: number; height: number } {
  const [west, south, east, north] = edgesOf(area)
  const middle = (south + north) / 2
  return {
    width: distanceMeters([west, middle], [east, middle]),
    height: distanceMeters([west, south], [west, north]),
  }
}

function edgesOf(area: DrawnArea): [west: number, south: number, east: number, north: number] {
  const [lngs, lats] = [area.map(([lng]) => lng), area.map(([, lat]) => lat)]
  return [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)]
}
