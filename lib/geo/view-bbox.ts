import type { Bbox } from './bbox'

const WORLD: Bbox = [-180, -90, 180, 90]

/** A view of a map, whose longitudes may lie beyond 180, as the parameter `bbox` has it: west > east across the antimeridian. */
export function viewBbox([west, south, east, north]: Bbox): Bbox {
  const [lowest, highest] = [Math.max(-90, south), Math.min(90, north)]
  if (east - west >= 360) return [WORLD[0], round(lowest), WORLD[2], round(highest)]
  return [round(wrap(west)), round(lowest), round(wrap(east)), round(highest)]
}

function wrap(lng: number): number {
  return lng - 360 * Math.floor((lng + 180) / 360)
}

/** About a metre. */
function round(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5
}
