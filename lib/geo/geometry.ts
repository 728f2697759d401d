import { z } from 'zod'
import type { Bbox } from './bbox'
import type { LngLat } from './lng-lat'

/** GeoJSON geometries (RFC 7946), whose heights are left out. */
const position = z
  .tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)], z.number())
  .transform(([lng, lat]): LngLat => [lng, lat])
const line = z.array(position).min(2)
const ring = z
  .array(position)
  .min(4)
  .refine((corners) => isSame(corners[0], corners.at(-1)), 'expected a ring that ends where it begins')
const polygon = z.array(ring).min(1)

const Simple = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Point'), coordinates: position }),
  z.object({ type: z.literal('MultiPoint'), coordinates: z.array(position).min(1) }),
  z.object({ type: z.literal('LineString'), coordinates: line }),
  z.object({ type: z.literal('MultiLineString'), coordinates: z.array(line).min(1) }),
  z.object({ type: z.literal('Polygon'), coordinates: polygon }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(polygon).min(1) }),
])

export const Geometry = z.discriminatedUnion('type', [
  ...Simple.options,
  z.object({ type: z.literal('GeometryCollection'), geometries: z.array(Simple).min(1) }),
])
export type Geometry = z.output<typeof Geometry>

/** Whether a place is in a geometry; its edges belong to it. Flat in degrees, as GeoJSON's edges are. */
export function intersects(geometry: Geometry, place: LngLat): boolean {
  switch (geometry.type) {
    case 'Point':
      return isSame(geometry.coordinates, place)
    case 'MultiPoint':
      return geometry.coordinates.some((point) => isSame(point, place))
    case 'LineString':
      return isOnLine(geometry.coordinates, place)
    case 'MultiLineString':
      return geometry.coordinates.some((part) => isOnLine(part, place))
    case 'Polygon':
      return isInPolygon(geometry.coordinates, place)
    case 'MultiPolygon':
      return geometry.coordinates.some((part) => isInPolygon(part, place))
    case 'GeometryCollection':
      return geometry.geometries.some((part) => intersects(part, place))
  }
}

/** The box around a geometry. */
export function geometryBbox(geometry: Geometry): Bbox {
  const bbox: Bbox = [180, 90, -180, -90]
  for (const [lng, lat] of positionsOf(geometry)) {
    bbox[0] = Math.min(bbox[0], lng)
    bbox[1] = Math.min(bbox[1], lat)
    bbox[2] = Math.max(bbox[2], lng)
    bbox[3] = Math.max(bbox[3], lat)
  }
  return bbox
}

function positionsOf(geometry: Geometry): LngLat[] {
  switch (geometry.type) {
    case 'Point':
      return [geometry.coordinates]
    case 'MultiPoint':
    case 'LineString':
      return geometry.coordinates
    case 'MultiLineString':
    case 'Polygon':
      return geometry.coordinates.flat()
    case 'MultiPolygon':
      return geometry.coordinates.flat(2)
    case 'GeometryCollection':
      return geometry.geometries.flatMap(positionsOf)
  }
}

function isSame(a: LngLat | undefined, b: LngLat | undefined): boolean {
  return a?.[0] === b?.[0] && a?.[1] === b?.[1]
}

function isOnLine(corners: LngLat[], place: LngLat): boolean {
  return corners.some((corner, index) => isOnEdge(corners[index - 1] ?? corner, corner, place))
}

function isOnEdge([ax, ay]: LngLat, [bx, by]: LngLat, [x, y]: LngLat): boolean {
  return (
    (bx - ax) * (y - ay) === (by - ay) * (x - ax) &&
    Math.min(ax, bx) <= x &&
    x <= Math.max(ax, bx) &&
    Math.min(ay, by) <= y &&
    y <= Math.max(ay, by)
  )
}

function isInPolygon([outer = [], ...holes]: LngLat[][], place: LngLat): boolean {
  if (!isOnLine(outer, place) && !isWithin(outer, place)) return false
  return !holes.some((hole) => isWithin(hole, place) && !isOnLine(hole, place))
}

/** Counts the edges to the east of a place. */
function isWithin(corners: LngLat[], [x, y]: LngLat): boolean {
  let isInside = false
  corners.forEach(([bx, by], index) => {
    const [ax, ay] = corners[index - 1] ?? [bx, by]
    if (ay > y !== by > y && x < ax + ((bx - ax) * (y - ay)) / (by - ay)) isInside = !isInside
  })
  return isInside
}
