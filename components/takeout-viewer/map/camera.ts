import type { LngLat } from '@/lib/geo/lng-lat'
import { type MercatorPoint, toMercator } from '@/lib/geo/mercator'

export type Size = { width: number; height: number }

/** What a map shows: the middle (web mercator, the world as 0..1) and how many pixels wide the whole world would be. */
export type Camera = { x: number; y: number; world: number }

const MIN_WORLD = 256
const MAX_WORLD = 256 * 2 ** 20
const PADDING = 48
const MAX_FIT = 256 * 2 ** 17

export function project({ x, y, world }: Camera, { width, height }: Size, [px, py]: MercatorPoint): [number, number] {
  return [width / 2 + (px - x) * world, height / 2 + (py - y) * world]
}

export function unproject(
  { x, y, world }: Camera,
  { width, height }: Size,
  [left, top]: [number, number],
): MercatorPoint {
  return [x + (left - width / 2) / world, y + (top - height / 2) / world]
}

/** Zooms so that what lies under `at` stays there. */
export function zoomAt(camera: Camera, size: Size, factor: number, at: [number, number]): Camera {
  const [x, y] = unproject(camera, size, at)
  const world = Math.max(MIN_WORLD, Math.min(MAX_WORLD, camera.world * factor))
  const [dx, dy] = [(at[0] - size.width / 2) / world, (at[1] - size.height / 2) / world]
  return held({ x: x - dx, y: y - dy, world })
}

export function moved(camera: Camera, dx: number, dy: number): Camera {
  return held({ ...camera, x: camera.x - dx / camera.world, y: camera.y - dy / camera.world })
}

/** Looks at all of these points. */
export function fitted(points: MercatorPoint[], size: Size): Camera {
  if (points.length === 0) return { x: 0.5, y: 0.4, world: Math.max(MIN_WORLD, size.width) }
  const xs = points.map(([x]) => x)
  const ys = points.map(([, y]) => y)
  const [west, east] = [least(xs), -least(xs.map((x) => -x))]
  const [north, south] = [least(ys), -least(ys.map((y) => -y))]
  const room = (length: number) => Math.max(32, length - 2 * PADDING)
  const world = Math.min(
    MAX_FIT,
    room(size.width) / Math.max(east - west, 1e-9),
    room(size.height) / Math.max(south - north, 1e-9),
  )
  return held({ x: (west + east) / 2, y: (north + south) / 2, world: Math.max(MIN_WORLD, world) })
}

/** A line lng, lat, lng, lat, … on the map, in one piece across the antimeridian. */
export function toPath(line: number[]): MercatorPoint[] {
  let before = 0
  return Array.from({ length: line.length / 2 }, (_, index): MercatorPoint => {
    const [x, y] = toMercator([line[2 * index] ?? 0, line[2 * index + 1] ?? 0] satisfies LngLat)
    before = index === 0 ? x : x - Math.round(x - before)
    return [before, y]
  })
}

/** How far the pointer is from a path, in pixels. */
export function distanceTo(path: [number, number][], [x, y]: [number, number]): number {
  let nearest = Number.POSITIVE_INFINITY
  for (const [index, [toX, toY]] of path.entries()) {
    const [fromX, fromY] = path[index - 1] ?? [toX, toY]
    const [dx, dy] = [toX - fromX, toY - fromY]
    const length = dx * dx + dy * dy
    const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - fromX) * dx + (y - fromY) * dy) / length))
    nearest = Math.min(nearest, Math.hypot(x - fromX - along * dx, y - fromY - along * dy))
  }
  return nearest
}

function held(camera: Camera): Camera {
  return { ...camera, y: Math.max(0, Math.min(1, camera.y)) }
}

function least(values: number[]): number {
  return values.reduce((smallest, value) => Math.min(smallest, value), Number.POSITIVE_INFINITY)
}
