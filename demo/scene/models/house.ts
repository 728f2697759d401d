import { type Color, shade } from '../color'
import type { Vec3 } from '../geometry'
import { type Local, localOf, type Part, type Site, type Thing } from '../thing'
import { openings } from './openings'

export type House = {
  width: number
  depth: number
  height: number // of the walls
  roofHeight: number
  gable: 'street' | 'side'
  eaves: number // how far the roof stands out
  wall: Color
  roof: Color
  frame: Color
  door: Color
  columns: number
  rows: number
  glass?: Color
  lattice?: boolean // upright wooden bars before the windows
  hasEndWindows?: boolean
  base?: { height: number; color: Color }
}

/** A house of four walls and a roof, its front turned to the path. */
export function house(site: Site, plan: House): Thing {
  const local = localOf(site)
  const corners = [0, plan.width].flatMap((along) => [0, plan.depth].map((out) => local(along, out, 0)))
  const { ridge, eave } = roofLines(plan, local)
  const reach = Math.min(plan.height / Math.tan(site.sun.elevation), 7)
  const cast = [0, plan.width].map((along): Vec3 => {
    const [x, y] = local(along, 0, 0)
    return [x - Math.sin(site.sun.azimuth) * reach, y - Math.cos(site.sun.azimuth) * reach, 0]
  })
  return {
    distanceM: site.camera.distanceTo(local(plan.width / 2, plan.depth / 2, 0)),
    get parts() {
      return [...shell(site, plan, local), ...facades(site, plan, local)]
    },
    silhouettes: [
      {
        layer: 'segmentations',
        value: 'construction--structure--building',
        points: [...corners, ...corners.map(([x, y]): Vec3 => [x, y, plan.height]), ...ridge, ...eave],
        isHull: true,
      },
    ],
    shadow: [local(0, 0.3, 0), local(plan.width, 0.3, 0), ...cast.reverse()],
    isSolid: true,
  }
}

function roofLines({ width, depth, height, roofHeight, gable, eaves }: House, local: Local) {
  const top = height + roofHeight
  return gable === 'street'
    ? {
        ridge: [local(width / 2, -eaves, top), local(width / 2, depth, top)],
        eave: [local(-eaves, -eaves, height - eaves * 0.4), local(width + eaves, -eaves, height - eaves * 0.4)],
      }
    : {
        ridge: [local(-eaves, depth / 2, top), local(width + eaves, depth / 2, top)],
        eave: [local(-eaves, -eaves, height - eaves * 0.5), local(width + eaves, -eaves, height - eaves * 0.5)],
      }
}

/** Walls and roof: only the faces turned to the camera, the front last. */
function shell(site: Site, plan: House, local: Local): Part[] {
  const { width, depth, height, roofHeight, gable, wall, roof, eaves } = plan
  const centre = local(width / 2, depth / 2, height / 2)
  const top = height + roofHeight
  const parts: Part[] = []
  const add = (points: Vec3[], color: Color, fades = 0.08) => {
    const light = lightOn(points, centre, site)
    if (light === null) return
    const tone = shade(color, light)
    parts.push({ outlines: [points], fill: { color: shade(tone, fades), to: shade(tone, -fades), axis: 'y' } })
  }
  for (const along of [0, width]) {
    const foot = [local(along, 0, 0), local(along, depth, 0)]
    const peak =
      gable === 'side'
        ? [local(along, depth, height), local(along, depth / 2, top), local(along, 0, height)]
        : [local(along, depth, height), local(along, 0, height)]
    add([...foot, ...peak], wall)
  }
  const lip = height - eaves * (gable === 'street' ? 0.4 : 0.5)
  if (gable === 'side') {
    add([local(0, 0, 0), local(width, 0, 0), local(width, 0, height), local(0, 0, height)], wall)
    add(
      [
        local(-eaves, -eaves, lip),
        local(width + eaves, -eaves, lip),
        local(width + eaves, depth / 2, top),
        local(-eaves, depth / 2, top),
      ],
      roof,
    )
    parts.push(...underEaves(local, plan, lip))
    return parts
  }
  for (const [edge, out] of [
    [0, -eaves],
    [width, eaves],
  ] as const) {
    add(
      [
        local(edge + out, -eaves, lip),
        local(edge + out, depth, lip),
        local(width / 2, depth, top),
        local(width / 2, -eaves, top),
      ],
      roof,
    )
  }
  add(
    [local(0, 0, 0), local(width, 0, 0), local(width, 0, height), local(width / 2, 0, top), local(0, 0, height)],
    wall,
  )
  if (eaves > 0) {
    const edge = [local(-eaves, -eaves, lip), local(width / 2, -eaves, top), local(width + eaves, -eaves, lip)]
    parts.push({ lines: [edge], color: shade(roof, -0.15), widthM: 0.28 })
  }
  return parts
}

/** The underside of the roof's edge and the gutter: what one sees of a roof from close by. */
function underEaves(local: Local, { width, height, eaves, roof }: House, lip: number): Part[] {
  const edge = (out: number, up: number) => [local(-eaves, out, up), local(width + eaves, out, up)]
  const [a, b] = edge(0, height - 0.05)
  const [c, d] = edge(-eaves, lip)
  const [e, f] = edge(-eaves, lip + 0.2)
  if (!a || !b || !c || !d || !e || !f) return []
  return [
    { outlines: [[a, b, d, c]], fill: shade(roof, -0.45) },
    { outlines: [[c, d, f, e]], fill: shade(roof, -0.1) },
  ]
}

/** How bright a face is (see shade), or null when it is turned away from the camera. */
function lightOn(points: Vec3[], centre: Vec3, { camera, sun }: Site): number | null {
  const [a, b, c] = points
  if (!a || !b || !c) return null
  const u = [b[0] - a[0], b[1] - a[1], b[2] - a[2]] as const
  const v = [c[0] - a[0], c[1] - a[1], c[2] - a[2]] as const
  let normal: Vec3 = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]]
  const length = Math.hypot(...normal) || 1
  const sign = dot(normal, [a[0] - centre[0], a[1] - centre[1], a[2] - centre[2]]) < 0 ? -1 : 1
  normal = [(normal[0] * sign) / length, (normal[1] * sign) / length, (normal[2] * sign) / length]
  if (dot(normal, [camera.eye[0] - a[0], camera.eye[1] - a[1], camera.eye[2] - a[2]]) <= 0) return null
  const facing = dot(normal, sun.toward)
  return facing > 0 ? facing * 0.16 : facing * 0.3 - 0.06
}

const dot = (a: Vec3, b: Vec3) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]

/** Base, windows and door of the front, and windows of the gable ends, where the camera sees them. */
function facades(site: Site, plan: House, local: Local): Part[] {
  const { width, depth, height, columns, rows, base, frame } = plan
  if (site.distanceM > 110) return []
  const centre = local(width / 2, depth / 2, height / 2)
  const common = { height, rows, frame, glass: plan.glass ?? '#86a5b8', hasLattice: plan.lattice ?? false }
  const parts: Part[] = []
  const ends = plan.hasEndWindows
    ? [
        { along: 0, hair: -0.02 },
        { along: width, hair: 0.02 },
      ]
    : []
  for (const { along, hair } of ends) {
    if (lightOn([local(along, 0, 0), local(along, depth, 0), local(along, depth, height)], centre, site) === null)
      continue
    const at = (across: number, up: number) => local(along + hair, across, up)
    parts.push(...openings(site, { ...common, at, width: depth, columns: 2 }))
  }
  const front = [local(0, 0, 0), local(width, 0, 0), local(width, 0, base?.height ?? 1), local(0, 0, base?.height ?? 1)]
  const light = lightOn(front, centre, site)
  if (light === null) return parts
  if (base) parts.push({ outlines: [front], fill: shade(base.color, light) })
  const at = (across: number, up: number) => local(across, -0.02, up)
  const door = { column: Math.floor(site.next() * columns), color: plan.door }
  return [...parts, ...openings(site, { ...common, at, width, columns, door })]
}
