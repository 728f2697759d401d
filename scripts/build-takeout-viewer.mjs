// Builds the offline viewer that goes into every takeout to public/takeout/: page, script, style, and coasts from the npm package world-atlas
// (Natural Earth 1:50m, public domain).
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'
import { feature } from 'topojson-client'

const root = dirname(import.meta.dirname)
const UNITS = 100 // of a degree: about what the source is accurate to
const TOLERANCE = 4 // of these units
const SMALLEST = 6 // across, of islands

/** @param {string} [folder] where to */
export async function buildTakeoutViewer(folder = join(root, 'public/takeout')) {
  const source = join(root, 'components/takeout-viewer')
  mkdirSync(folder, { recursive: true })
  await build({
    absWorkingDir: root,
    entryPoints: { viewer: join(source, 'main.ts') },
    outdir: folder,
    bundle: true,
    format: 'iife', // pages from a disk may load no modules
    target: 'es2022',
    charset: 'utf8',
    minify: true,
    logLevel: 'warning',
  })
  cpSync(join(source, 'index.html'), join(folder, 'index.html'))
  writeFileSync(join(folder, 'land.js'), `mtpTakeout("viewer/land.js",${JSON.stringify(readLand())})\n`)
}

/** The rings of the land, each as x, y, dx, dy, … in hundredths of a degree. */
function readLand() {
  const file = createRequire(import.meta.url).resolve('world-atlas/land-50m.json')
  const topology = JSON.parse(readFileSync(file, 'utf8'))
  const polygons = feature(topology, topology.objects.land).features.flatMap(({ geometry }) =>
    geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates,
  )
  return polygons.flatMap((rings) => rings.map(unwrap).map(thin).filter(isLarge).map(deltas))
}

/** Longitudes that go on past 180, and Antarctica closed below, at the pole. */
function unwrap(ring) {
  let [previous] = ring[0]
  const points = ring.map(([lng, lat]) => {
    previous = lng - 360 * Math.round((lng - previous) / 360)
    return [Math.round(previous * UNITS), Math.round(lat * UNITS)]
  })
  const [first, last] = [points[0], points.at(-1)]
  return first[0] === last[0] ? points : [...points, [last[0], -90 * UNITS], [first[0], -90 * UNITS]]
}

/** Douglas–Peucker. */
function thin(points) {
  const isKept = new Set([0, points.length - 1])
  const open = [[0, points.length - 1]]
  for (let span = open.pop(); span; span = open.pop()) {
    const [first, last] = span
    let [farthest, greatest] = [first, TOLERANCE]
    for (let index = first + 1; index < last; index++) {
      const away = distance(points[index], points[first], points[last])
      if (away > greatest) [farthest, greatest] = [index, away]
    }
    if (farthest === first) continue
    isKept.add(farthest)
    open.push([first, farthest], [farthest, last])
  }
  return points.filter((_, index) => isKept.has(index))
}

function distance([x, y], [fromX, fromY], [toX, toY]) {
  const [dx, dy] = [toX - fromX, toY - fromY]
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - fromX) * dx + (y - fromY) * dy) / length))
  return Math.hypot(x - fromX - along * dx, y - fromY - along * dy)
}

function isLarge(points) {
  const across = (axis) =>
    Math.max(...points.map((point) => point[axis])) - Math.min(...points.map((point) => point[axis]))
  return points.length > 3 && Math.max(across(0), across(1)) >= SMALLEST
}

function deltas(points) {
  return points.flatMap(([x, y], index) => {
    const [beforeX, beforeY] = points[index - 1] ?? [0, 0]
    return [x - beforeX, y - beforeY]
  })
}
