import { detectionKeyOf, hash } from './random'
import { areaOf, boundsOf, contains, isSimple, type Point, type Ring } from './scene/geometry'
import type { Drawn, Scene } from './scene/scene'
import type { Layer } from './scene/thing'
import type { DemoPhoto } from './world'

export type Detection = {
  key: string
  layer: Layer
  value: string
  score: number // 0..1
  area: number // of the polygon, in shares of the picture
  ring: [x: number, y: number][] // 0..1 from the top left in steps of 1/4096, the first point repeated
}

const GRID = 4096
const MIN_AREA: Record<Layer, number> = { trafficsigns: 0.00012, instances: 0.00015, segmentations: 0.004 }
const FARTHEST_M: Record<Layer, number> = { trafficsigns: 80, instances: 60, segmentations: 120 }
const MOST_OF_A_VALUE = 5
const GAPS = [0, 0.002, 0.005, 0.01, 0.02] // shares of the picture

/** What a detector would find in the picture: everything drawn that is near, big and free enough. */
export function detectionsOf(photo: DemoPhoto, { drawn, width, height }: Scene): Detection[] {
  if (!photo.hasDetections) return []
  const counts = new Map<string, number>()
  const hiding: Ring[] = []
  const found: Detection[] = []
  for (const item of drawn) {
    for (const ring of item.rings) {
      const detection = detect(photo, item, ring, width, height, found.length)
      const count = counts.get(item.value) ?? 0
      if (detection && count < MOST_OF_A_VALUE && !isHidden(ring, hiding)) {
        found.push(detection)
        counts.set(item.value, count + 1)
      }
    }
    if (item.isSolid) hiding.push(...item.rings)
  }
  return found
}

function detect(
  photo: DemoPhoto,
  item: Drawn,
  ring: Ring,
  width: number,
  height: number,
  index: number,
): Detection | null {
  if (item.distanceM > FARTHEST_M[item.layer]) return null
  const shape = quantised(ring, width, height)
  const area = areaOf(shape)
  if (area < MIN_AREA[item.layer] || !shape[0]) return null
  const name = `${photo.key}:${item.value}:${index}`
  const luck = (hash(name) % 1000) / 1000
  return {
    key: detectionKeyOf(name),
    layer: item.layer,
    value: item.value,
    score: Math.round((0.99 - 0.3 * luck - 0.18 * (item.distanceM / FARTHEST_M[item.layer])) * 1e6) / 1e6,
    area,
    ring: [...shape, shape[0]].map(([x, y]) => [x, y]),
  }
}

/** The ring in shares of the picture on the grid, as fine as it can be without crossing itself; empty when it always would. */
function quantised(ring: Ring, width: number, height: number): Ring {
  const snap = (value: number) => Math.round(Math.min(1, Math.max(0, value)) * GRID) / GRID
  const points = ring.map(([x, y]): Point => [snap(x / width), snap(y / height)])
  for (const gap of GAPS) {
    const kept = thinned(points, gap)
    if (kept.length > 2 && isSimple(kept)) return kept
  }
  return []
}

function thinned(points: Ring, gap: number): Ring {
  const kept: Point[] = []
  for (const point of points) {
    const last = kept.at(-1) ?? [9, 9]
    if (Math.max(Math.abs(point[0] - last[0]), Math.abs(point[1] - last[1])) > gap) kept.push(point)
  }
  const [first, last] = [kept[0], kept.at(-1)]
  return first && last && kept.length > 1 && first[0] === last[0] && first[1] === last[1] ? kept.slice(0, -1) : kept
}

/** Whether most of a ring lies behind nearer things. */
function isHidden(ring: Ring, hiding: Ring[]): boolean {
  const [left, top, right, bottom] = boundsOf(ring)
  const probes: Point[] = [0.2, 0.5, 0.8].flatMap((across) =>
    [0.2, 0.5, 0.8].map((down): Point => [left + (right - left) * across, top + (bottom - top) * down]),
  )
  const hidden = probes.filter((probe) => hiding.some((other) => contains(other, probe)))
  return hidden.length > probes.length * 0.55
}
