import { z } from 'zod'
import type { Bbox } from './bbox'
import type { LngLat } from './lng-lat'

const MAX_CORNERS = 200
const NUMBER = /^-?\d{1,3}(\.\d{1,20})?$/

/** A drawn polygon: its corners in order, the last one is joined to the first. Longitudes pass ±180 where it crosses the antimeridian. */
export type Area = LngLat[]

/** The parameter `area=lng,lat,lng,lat,…`: 3 to 200 corners, whose edges do not cross. A last corner that repeats the first is dropped. */
export const AreaParam = z.string().transform((text, context): Area => {
  const fail = (message: string) => {
    context.addIssue(message)
    return z.NEVER
  }
  const parts = text.split(',')
  if (parts.length > 2 * (MAX_CORNERS + 1)) return fail(`expected at most ${MAX_CORNERS} corners`)
  if (parts.length % 2 === 1 || !parts.every((part) => NUMBER.test(part))) return fail('expected lng,lat,lng,lat,…')
  const area = toArea(pairs(parts.map(Number)))
  return typeof area === 'string' ? fail(area) : area
})

/** The area inside corners; or, in words, why it is none. */
export function toArea(given: LngLat[]): Area | string {
  if (given.some(([lng, lat]) => Math.abs(lng) > 180 || Math.abs(lat) > 90))
    return 'expected longitudes of -180 to 180 and latitudes of -90 to 90'
  const corners = unwrapped(withoutRepeats(given))
  if (corners.length < 3) return 'expected 3 corners or more'
  if (corners.length > MAX_CORNERS) return `expected at most ${MAX_CORNERS} corners`
  if (edgesCross(corners)) return 'expected edges that do not cross'
  return corners
}

/** The smallest box around an area; west > east where it crosses the antimeridian. */
export function areaBbox(area: Area): Bbox {
  const lngs = area.map(([lng]) => lng)
  const lats = area.map(([, lat]) => lat)
  const [west, east] = [Math.min(...lngs), Math.max(...lngs)]
  const [south, north] = [Math.min(...lats), Math.max(...lats)]
  return east - west >= 360 ? [-180, south, 180, north] : [wrapped(west), south, wrapped(east), north]
}

function pairs(numbers: number[]): LngLat[] {
  return numbers.flatMap((lng, index): LngLat[] => (index % 2 === 0 ? [[lng, numbers[index + 1] ?? 0]] : []))
}

function withoutRepeats(corners: LngLat[]): LngLat[] {
  return corners.filter((corner, index) => !isSame(corner, corners[(index + 1) % corners.length]))
}

function isSame([lng, lat]: LngLat, other: LngLat | undefined): boolean {
  return other !== undefined && lng === other[0] && lat === other[1]
}

/** In one piece: each corner is taken at most half a world away from the one before it. */
function unwrapped(corners: LngLat[]): Area {
  let previous = corners[0]?.[0] ?? 0
  return corners.map(([lng, lat]) => {
    previous = lng - 360 * Math.round((lng - previous) / 360)
    return [previous, lat]
  })
}

function wrapped(lng: number): number {
  if (lng < -180) return lng + 360
  return lng > 180 ? lng - 360 : lng
}

function edgesCross(corners: Area): boolean {
  const edges = corners.map((corner, index): [LngLat, LngLat] => [
    corner,
    corners[(index + 1) % corners.length] ?? corner,
  ])
  return edges.some((edge, index) =>
    edges.some((other, otherIndex) => {
      const apart = otherIndex - index
      const areNeighbours = apart === 1 || apart === edges.length - 1
      return apart > 0 && (areNeighbours ? foldsBack(edge, other) : meet(edge, other))
    }),
  )
}

/** Whether two edges meet, at an end too. */
function meet([a, b]: [LngLat, LngLat], [c, d]: [LngLat, LngLat]): boolean {
  const [c1, d1, a1, b1] = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)]
  if (c1 !== d1 && a1 !== b1) return true
  return (
    (c1 === 0 && isWithin(a, b, c)) ||
    (d1 === 0 && isWithin(a, b, d)) ||
    (a1 === 0 && isWithin(c, d, a)) ||
    (b1 === 0 && isWithin(c, d, b))
  )
}

/** Whether two edges with a common corner lie on each other. */
function foldsBack([a, b]: [LngLat, LngLat], [c, d]: [LngLat, LngLat]): boolean {
  const [from, corner, to] = isSame(b, c) ? [a, b, d] : [b, a, c]
  return turn(from, corner, to) === 0 && (isWithin(from, corner, to) || isWithin(corner, to, from))
}

function turn([ax, ay]: LngLat, [bx, by]: LngLat, [cx, cy]: LngLat): number {
  return Math.sign((bx - ax) * (cy - ay) - (by - ay) * (cx - ax))
}

function isWithin([ax, ay]: LngLat, [bx, by]: LngLat, [x, y]: LngLat): boolean {
  return Math.min(ax, bx) <= x && x <= Math.max(ax, bx) && Math.min(ay, by) <= y && y <= Math.max(ay, by)
}
