import { classifyRings, VectorTile, type VectorTileFeature } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import type { DetectionShape, PictureRing } from '@/lib/model/pictures/picture-shapes'

const POLYGON = 3
const MAX_POINTS = 10_000
const OVERHANG = 0.01 // of the picture: what lens correction puts a little outside

/**
 * The polygons in a base64 vector tile (docs/mapillary.md): all features and rings, in shares of the picture from its top left.
 * null when it is none, or nothing in it can be drawn.
 */
export function decodeShape(base64: string): DetectionShape | null {
  const polygons = readFeatures(base64)?.flatMap(polygonsOf) ?? []
  const points = polygons.flat().reduce((sum, ring) => sum + ring.length, 0)
  const [first, ...others] = polygons
  if (!first || points > MAX_POINTS) return null
  return others.length === 0 ? { type: 'Polygon', coordinates: first } : { type: 'MultiPolygon', coordinates: polygons }
}

/** Its share of the picture: v3 gave it, for v4 it is computed. Holes are not counted. */
export function areaOf(shape: DetectionShape): number {
  const polygons = shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates
  const areas = polygons.map(([outline = [], ...holes]) =>
    holes.reduce((rest, hole) => rest - ringArea(hole), ringArea(outline)),
  )
  return Math.min(
    1,
    Math.max(
      0,
      areas.reduce((sum, area) => sum + area, 0),
    ),
  )
}

function readFeatures(base64: string): VectorTileFeature[] | null {
  try {
    const layers = Object.values(new VectorTile(new PbfReader(Buffer.from(base64, 'base64'))).layers)
    return layers.flatMap((layer) => Array.from({ length: layer.length }, (_, index) => layer.feature(index)))
  } catch {
    return null // not a vector tile
  }
}

function polygonsOf(feature: VectorTileFeature): PictureRing[][] {
  if (feature.type !== POLYGON) return []
  try {
    return classifyRings(feature.loadGeometry()).flatMap((rings) => {
      const [outline, ...holes] = rings.map((ring) => toRing(ring, feature.extent))
      return outline ? [[outline, ...holes.filter((hole) => hole !== null)]] : []
    })
  } catch {
    return [] // a damaged geometry
  }
}

/** The tile's y grows downwards as the picture's does. null for what cannot be drawn. */
function toRing(points: { x: number; y: number }[], extent: number): PictureRing | null {
  const ring = points
    .filter(({ x, y }, index) => x !== points[index - 1]?.x || y !== points[index - 1]?.y)
    .map(({ x, y }): PictureRing[number] => [x / extent, y / extent])
  const [first, last] = [ring[0], ring.at(-1)]
  if (!first || !last || ring.flat().some((share) => !(share >= -OVERHANG && share <= 1 + OVERHANG))) return null
  const isClosed = first[0] === last[0] && first[1] === last[1]
  const closed: PictureRing = isClosed ? ring : [...ring, [...first]]
  return closed.length >= 4 ? closed.map(([x, y]) => [inside(x), inside(y)]) : null
}

function inside(share: number): number {
  return Math.min(1, Math.max(0, share))
}

function ringArea(ring: PictureRing): number {
  const doubled = ring.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = ring[index + 1] ?? [x, y]
    return sum + x * nextY - nextX * y
  }, 0)
  return Math.abs(doubled) / 2
}
