import type { Frame } from '../path'
import { beside } from '../path'
import { placesAlong } from '../scene/places'
import { type Kind, type Rule, THEMES } from '../scene/themes'
import { type DemoSequence, toLngLat } from '../world'

type LngLat = [lng: number, lat: number]

/** Something of the world as it is seen from above; `size`: pixels at zoom 20. */
export type GroundFeature = {
  type: 'Feature'
  properties: { kind: 'land' | 'water' | 'strip' | 'road' | 'house' | 'tree'; color: string; size?: number }
  geometry: { type: 'MultiPolygon'; coordinates: LngLat[][][] } | { type: 'Point'; coordinates: LngLat }
}

const STEP_M = 8
const BEFORE_AND_AFTER_M = 150 // as far as pictures look
const LAND_M = 45 // to each side
const WATER_M = 80 // wide
const NARROW_M = 26 // narrower than the bends of paths
const PIXELS_PER_METRE = (512 * 2 ** 20) / 40_075_016 // at the equator, at zoom 20

const HOUSES: Partial<Record<Kind, { width: number; depth: number; color: string }>> = {
  cottage: { width: 9, depth: 7, color: '#b98f78' },
  villa: { width: 12, depth: 9, color: '#d8c3a5' },
  chalet: { width: 10, depth: 8, color: '#8d6a4b' },
  'canal-house': { width: 5.8, depth: 11, color: '#9c6b5c' },
  machiya: { width: 7, depth: 9, color: '#7d6a58' },
}
const TREES: Partial<Record<Kind, number>> = { broadleaf: 3, birch: 2, spruce: 2, 'umbrella-pine': 3.4, cherry: 2.6 } // metres to the edge

/** The ground, water, roads, houses and trees beside a sequence, those that its pictures show. */
export function groundFeatures(sequence: DemoSequence): GroundFeature[] {
  const theme = THEMES[sequence.theme]
  const lastM = sequence.photos.at(-1)?.stationM ?? 0
  const [fromM, toM] = [-BEFORE_AND_AFTER_M, lastM + BEFORE_AND_AFTER_M]
  const count = Math.ceil((toM - fromM) / STEP_M)
  const frames = Array.from({ length: count + 1 }, (_, index) => sequence.path.frame(fromM + index * STEP_M))
  const ribbon = (
    kind: GroundFeature['properties']['kind'],
    color: string,
    from: number,
    to: number,
  ): GroundFeature => ({
    type: 'Feature',
    properties: { kind, color },
    geometry: { type: 'MultiPolygon', coordinates: ribbonOf(sequence, frames, from, to) },
  })
  const { water } = theme
  const sides = (side: -1 | 1 | 'both') => (side === 'both' ? ([-1, 1] as const) : [side])
  return [
    ribbon('land', theme.ground, -LAND_M, LAND_M),
    ...(water ? [ribbon('water', water.color, water.side * water.from, water.side * (water.from + WATER_M))] : []),
    ...theme.strips.flatMap(({ side, from, to, color, value }) =>
      sides(side).map((way) => ribbon(value === 'nature--water' ? 'water' : 'strip', color, way * from, way * to)),
    ),
    ribbon('road', theme.road.color, -theme.road.halfWidth, theme.road.halfWidth),
    ...theme.rules.flatMap((rule) =>
      sides(rule.side).flatMap((side) => thingsOf(sequence, rule, side, { fromM, toM })),
    ),
  ]
}

/** A wide one is in pieces, each a step into the next: in one piece it would cross itself where the path bends, and edge to edge one would see the seams. */
function ribbonOf(sequence: DemoSequence, frames: Frame[], from: number, to: number): LngLat[][][] {
  const [one, other] = [from, to].map((sideM) => frames.map((frame) => lngLatBeside(sequence, frame, sideM)))
  if (!one || !other) return []
  const isWide = Math.max(Math.abs(from), Math.abs(to)) > NARROW_M
  if (!isWide) return [[piece(one, other, 0)]]
  const starts = one.flatMap((_, index) => (index % 2 === 0 && index < one.length - 1 ? [index] : []))
  return starts.map((start) => [piece(one, other, start, start + 4)])
}

function piece(one: LngLat[], other: LngLat[], start: number, end?: number): LngLat[] {
  const edge = one.slice(start, end)
  return [...edge, ...other.slice(start, end).reverse(), ...edge.slice(0, 1)]
}

function thingsOf(
  sequence: DemoSequence,
  rule: Rule,
  side: -1 | 1,
  span: { fromM: number; toM: number },
): GroundFeature[] {
  const [house, treeM] = [HOUSES[rule.kind], TREES[rule.kind]]
  if (!house && treeM === undefined) return []
  const { path, key: seed, theme } = sequence
  const [leaves = '#6f9144'] = THEMES[theme].leaves
  return placesAlong(rule, side, { path, seed, ...span }).map(({ frame, outM }): GroundFeature => {
    if (house) {
      const coordinates = [[houseRing(sequence, frame, side, outM, house)]]
      return {
        type: 'Feature',
        properties: { kind: 'house', color: house.color },
        geometry: { type: 'MultiPolygon', coordinates },
      }
    }
    const place = lngLatBeside(sequence, frame, side * outM)
    const size = ((treeM ?? 0) * PIXELS_PER_METRE) / Math.cos((place[1] * Math.PI) / 180)
    return {
      type: 'Feature',
      properties: { kind: 'tree', color: leaves, size: Math.round(size) },
      geometry: { type: 'Point', coordinates: place },
    }
  })
}

/** With its front to the path. */
function houseRing(
  { origin }: DemoSequence,
  frame: Frame,
  side: -1 | 1,
  outM: number,
  { width, depth }: { width: number; depth: number },
): LngLat[] {
  const [sin, cos] = [Math.sin(frame.heading), Math.cos(frame.heading)]
  const corner = (along: number, out: number): LngLat => {
    const [x, y] = beside(frame, side * out)
    return rounded(toLngLat(origin, x + sin * along, y + cos * along))
  }
  const first = corner(-width / 2, outM)
  return [first, corner(width / 2, outM), corner(width / 2, outM + depth), corner(-width / 2, outM + depth), first]
}

function lngLatBeside({ origin }: DemoSequence, frame: Frame, sideM: number): LngLat {
  const [x, y] = beside(frame, sideM)
  return rounded(toLngLat(origin, x, y))
}

/** To about a decimetre. */
function rounded([lng, lat]: LngLat): LngLat {
  return [Math.round(lng * 1e6) / 1e6, Math.round(lat * 1e6) / 1e6]
}
