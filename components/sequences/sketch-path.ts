import { simplify } from '@/lib/geo/lines/simplify'
import type { LngLat } from '@/lib/geo/lng-lat'

const UNSEEN = 0.25 // nobody sees a corner that is so flat

export type SketchPoint = [x: number, y: number]

/** The side of the pictures in lists. */
export const SKETCH_SIZE = 48

/** A path in a square picture of `size`, north up, as large as fits inside `margin`, without the corners that cannot be seen. */
export function sketchPath(line: LngLat[], size: number, margin: number): SketchPoint[] {
  const [first] = line
  if (!first) return []
  const squeeze = Math.cos((first[1] * Math.PI) / 180) // a degree of longitude is shorter away from the equator
  const flat = line.map(([lng, lat]): [number, number] => [lng * squeeze, -lat])
  const [west, east] = extent(flat.map(([x]) => x))
  const [north, south] = extent(flat.map(([, y]) => y))
  const span = Math.max(east - west, south - north) || 1
  const scale = (size - 2 * margin) / span
  const offset = (low: number, high: number) => (size - (high - low) * scale) / 2
  const round = (value: number) => Math.round(value * 10) / 10
  const drawn = flat.map(([x, y]): [number, number] => [
    (x - west) * scale + offset(west, east),
    (y - north) * scale + offset(north, south),
  ])
  return simplify(drawn, UNSEEN).map(([x, y]) => [round(x), round(y)])
}

function extent(values: number[]): [low: number, high: number] {
  return values.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ] as [number, number])
}
