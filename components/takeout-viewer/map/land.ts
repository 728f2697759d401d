import { type MercatorPoint, toMercator } from '@/lib/geo/mercator'
import type { ViewerLand } from '@/lib/model/takeout-viewer'

/** A ring of a coast, with its box. */
export type Coast = { points: MercatorPoint[]; west: number; east: number; north: number; south: number }

const UNITS = 100 // of a degree

export function readLand(land: ViewerLand): Coast[] {
  return land.map((ring) => {
    const points: MercatorPoint[] = []
    const box = { west: 2, east: -2, north: 2, south: -2 }
    let [lng, lat] = [0, 0]
    for (let index = 0; index < ring.length; index += 2) {
      lng += ring[index] ?? 0
      lat += ring[index + 1] ?? 0
      const [x, y] = toMercator([lng / UNITS, lat / UNITS])
      points.push([x, y])
      box.west = Math.min(box.west, x)
      box.east = Math.max(box.east, x)
      box.north = Math.min(box.north, y)
      box.south = Math.max(box.south, y)
    }
    return { points, ...box }
  })
}
