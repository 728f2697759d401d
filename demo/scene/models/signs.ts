import { beside } from '../../path'
import { between, pick } from '../../random'
import { shade } from '../color'
import type { Point, Vec3 } from '../geometry'
import { billboardOf, localOf, type Part, type Site, shadowOf, sunSide, type Thing } from '../thing'
import { polygon } from './plants'
import { SIGN_FACES, type SignFace } from './sign-faces'

const POLE = '#8d9399'

/** A traffic sign on a pole; it faces those who come along the path, and is grey from behind. */
export function sign(site: Site): Thing {
  const value = pick(site.next, site.theme.signs)
  const face = SIGN_FACES[value]
  if (!face) throw new Error(`No sign face is drawn for ${value}`)
  const heightM = between(site.next, 2.15, 2.45)
  const turn = between(site.next, -0.1, 0.1)
  const { frame, side, outM, camera } = site
  const heading = frame.heading + turn
  const [x, y] = beside(frame, side * outM)
  const place = ([across, up]: Point): Vec3 => [
    x + Math.cos(heading) * across,
    y - Math.sin(heading) * across,
    heightM + up,
  ]
  const isFront = (camera.eye[0] - x) * Math.sin(heading) + (camera.eye[1] - y) * Math.cos(heading) < 0
  const top = heightM + Math.max(...face.outline.map(([, up]) => up)) - 0.1
  const mount = pole(site, 0.035, top)
  const plate = isFront
    ? frontOf(face, place)
    : [{ outlines: [face.outline.map(place)], fill: { color: '#a7acb0', to: '#868c91', axis: 'y' } } satisfies Part]
  const points = face.outline.map(place)
  return {
    distanceM: site.distanceM,
    parts: isFront ? [mount.part, ...plate] : [...plate, mount.part],
    silhouettes: [
      isFront
        ? { layer: 'trafficsigns', value, points }
        : { layer: 'instances', value: 'object--traffic-sign--back', points },
      { layer: 'instances', value: 'object--support--pole', points: mount.points },
    ],
    shadow: shadowOf(site, 0.16, heightM),
  }
}

function frontOf({ layers, strokes }: SignFace, place: (point: Point) => Vec3): Part[] {
  return [
    ...layers.map(({ outlines, color }): Part => ({ outlines: outlines.map((ring) => ring.map(place)), fill: color })),
    ...strokes.map(
      ({ lines, color, widthM }): Part => ({ lines: lines.map((line) => line.map(place)), color, widthM }),
    ),
  ]
}

/** A trail signpost: wooden post and two boards that point along the path. */
export function signpost(site: Site): Thing {
  const { frame, side, outM } = site
  const [x, y] = beside(frame, side * outM)
  const angle = frame.heading + 0.35
  const place = ([across, up]: Point): Vec3 => [x + Math.cos(angle) * across, y - Math.sin(angle) * across, up]
  const mount = pole(site, 0.06, 2.35, '#8a6b4d')
  const arrow = (low: number, way: 1 | -1): Point[] => [
    [-0.12 * way, low],
    [0.72 * way, low],
    [0.86 * way, low + 0.11],
    [0.72 * way, low + 0.22],
    [-0.12 * way, low + 0.22],
  ]
  const boards = [arrow(1.98, 1), arrow(1.7, -1)]
  const writing = boards.map((board, i): Vec3[] => {
    const low = (board[0]?.[1] ?? 0) + 0.11
    const way = i === 0 ? 1 : -1
    return [place([0.05 * way, low]), place([0.52 * way, low])]
  })
  return {
    distanceM: site.distanceM,
    parts: [
      mount.part,
      { outlines: boards.map((board) => board.map(place)), fill: '#f0c22e' },
      { lines: boards.map((board) => board.map(place)), color: '#3a3a36', widthM: 0.016, isClosed: true },
      { lines: writing, color: '#3a3a36', widthM: 0.045 },
    ],
    silhouettes: [
      ...boards.map((board) => ({
        layer: 'trafficsigns' as const,
        value: 'information--general-directions--g1',
        points: board.map(place),
      })),
      { layer: 'instances', value: 'object--support--pole', points: mount.points },
    ],
    shadow: shadowOf(site, 0.12, 2.2),
  }
}

function pole(site: Site, halfWidth: number, height: number, color = POLE): { part: Part; points: Vec3[] } {
  const place = billboardOf(site)
  const points = (
    [
      [-halfWidth, 0],
      [-halfWidth, height],
      [halfWidth, height],
      [halfWidth, 0],
    ] satisfies Point[]
  ).map(place)
  const [from, to] =
    sunSide(site) > 0 ? [shade(color, -0.3), shade(color, 0.2)] : [shade(color, 0.2), shade(color, -0.3)]
  return { part: { outlines: [points], fill: { color: from, to, axis: 'x' } }, points }
}

/** Five white bars across the path. */
export function crosswalk(site: Site): Thing {
  const { road } = site.theme
  const local = localOf(site)
  const half = road.halfWidth - 0.15
  const bars: Vec3[][] = []
  for (let out = -half; out + 0.5 <= half; out += 1) {
    bars.push([local(0, out, 0), local(3, out, 0), local(3, out + 0.5, 0), local(0, out + 0.5, 0)])
  }
  return {
    distanceM: site.distanceM,
    isFlat: true,
    parts: [{ outlines: bars, fill: '#eceae4', opacity: 0.92 }],
    silhouettes: [
      {
        layer: 'segmentations',
        value: 'marking--discrete--crosswalk-zebra',
        points: [local(0, -half, 0), local(3, -half, 0), local(3, half, 0), local(0, half, 0)],
      },
    ],
  }
}

export function manhole(site: Site): Thing {
  const local = localOf(site)
  const ring = (radius: number) => polygon([0, 0], radius, 20).map(([along, out]) => local(along, out, 0))
  return {
    distanceM: site.distanceM,
    isFlat: true,
    parts: [
      { outlines: [ring(0.34)], fill: '#4d5157' },
      { outlines: [ring(0.29)], fill: '#62676d' },
      {
        lines: [
          [local(-0.2, 0, 0), local(0.2, 0, 0)],
          [local(0, -0.2, 0), local(0, 0.2, 0)],
        ],
        color: '#4d5157',
        widthM: 0.04,
      },
    ],
    silhouettes: [{ layer: 'instances', value: 'object--manhole', points: ring(0.34) }],
  }
}
