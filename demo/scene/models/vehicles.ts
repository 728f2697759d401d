import { pick } from '../../random'
import { type Color, shade } from '../color'
import type { Point, Vec3 } from '../geometry'
import { localOf, type Part, type Site, type Thing } from '../thing'
import { polygon } from './plants'

const WIDTH_M = 1.75
const BODY: Point[] = [
  [0, 0.3],
  [0.02, 0.75],
  [0.35, 0.88],
  [3.1, 0.92],
  [4.05, 0.82],
  [4.2, 0.55],
  [4.18, 0.3],
]
const CABIN: Point[] = [
  [0.3, 0.87],
  [0.75, 1.42],
  [2.25, 1.45],
  [3.15, 0.9],
]
const GLASS: Point[] = [
  [0.55, 0.92],
  [0.86, 1.34],
  [2.18, 1.36],
  [2.86, 0.95],
]
const AXLES = [0.85, 3.3]

/** A parked car: two extruded side views, the faces turned to the camera drawn. */
export function car(site: Site): Thing {
  const local = localOf(site)
  const color = pick(site.next, ['#b8433c', '#3f658c', '#d9d6cf', '#5c6469', '#7d8f7a', '#e0b84f', '#2f3a44'])
  const nearOut = sideOf(site)
  const farOut = WIDTH_M - nearOut
  const at =
    (out: number) =>
    ([along, up]: Point) =>
      local(along - 2.1, out, up)
  const wheel = (axle: number, out: number, radius: number) => polygon([axle, 0.32], radius, 20).map(at(out))
  const parts: Part[] = [
    {
      outlines: [[local(-2.1, 0, 0), local(2.1, 0, 0), local(2.1, WIDTH_M, 0), local(-2.1, WIDTH_M, 0)]],
      fill: '#23262b',
      opacity: 0.45,
    },
    { outlines: AXLES.map((axle) => wheel(axle, farOut, 0.32)), fill: '#23262b' },
    ...extruded(site, BODY, at, color, farOut, nearOut),
    { outlines: AXLES.map((axle) => wheel(axle, nearOut, 0.33)), fill: '#2a2d32' },
    { outlines: AXLES.map((axle) => wheel(axle, nearOut, 0.18)), fill: '#b9bec2' },
    ...extruded(site, CABIN, at, '#6f8798', farOut, nearOut, color),
    { outlines: [GLASS.map(at(nearOut))], fill: { color: '#a9c0cd', to: '#4d606e', axis: 'y' } },
    { lines: [[at(nearOut)([1.62, 0.93]), at(nearOut)([1.62, 1.36])]], color, widthM: 0.07 },
    { lines: [[at(nearOut)([0.3, 0.62]), at(nearOut)([3.9, 0.62])]], color: shade(color, -0.25), widthM: 0.03 },
  ]
  for (const [along, lamp] of [
    [0, '#c73a32'],
    [4.19, '#f7efcf'],
  ] as const) {
    if (!isEndSeen(site, along)) continue
    const lamps = [0.12, WIDTH_M - 0.4].map((out) => [
      local(along - 2.1, out, 0.6),
      local(along - 2.1, out + 0.28, 0.6),
      local(along - 2.1, out + 0.28, 0.74),
      local(along - 2.1, out, 0.74),
    ])
    parts.push({ outlines: lamps, fill: lamp })
    parts.push({
      outlines: [
        [
          local(along - 2.1, 0.62, 0.42),
          local(along - 2.1, 1.13, 0.42),
          local(along - 2.1, 1.13, 0.53),
          local(along - 2.1, 0.62, 0.53),
        ],
      ],
      fill: '#f1efe8',
    })
  }
  const outline = [0, WIDTH_M].flatMap((out) => [
    ...BODY.map(at(out)),
    ...CABIN.map(at(out)),
    ...AXLES.flatMap((axle) => wheel(axle, out, 0.32)),
  ])
  return {
    distanceM: site.distanceM,
    parts,
    silhouettes: [{ layer: 'instances', value: 'object--vehicle--car', points: outline, isHull: true }],
    shadow: [
      local(-2.3, -0.25, 0),
      local(2.3, -0.25, 0),
      local(2.3, WIDTH_M + 0.25, 0),
      local(-2.3, WIDTH_M + 0.25, 0),
    ],
  }
}

/** The car's side (0 or WIDTH_M out) that the camera sees. */
function sideOf({ camera, frame, side, outM }: Site): number {
  const out =
    ((camera.eye[0] - frame.x) * Math.cos(frame.heading) - (camera.eye[1] - frame.y) * Math.sin(frame.heading)) * side
  return out < outM + WIDTH_M / 2 ? 0 : WIDTH_M
}

function isEndSeen({ camera, frame }: Site, along: number): boolean {
  const ahead =
    (camera.eye[0] - frame.x) * Math.sin(frame.heading) + (camera.eye[1] - frame.y) * Math.cos(frame.heading)
  return along === 0 ? ahead < -2.1 : ahead > 2.1
}

function extruded(
  site: Site,
  profile: Point[],
  at: (out: number) => (point: Point) => Vec3,
  color: Color,
  farOut: number,
  nearOut: number,
  sheet = color,
): Part[] {
  const { frame, camera } = site
  const ahead =
    (camera.eye[0] - frame.x) * Math.sin(frame.heading) + (camera.eye[1] - frame.y) * Math.cos(frame.heading) + 2.1
  const strips = profile.slice(1).flatMap((b, i): Part[] => {
    const a = profile[i]
    if (!a) return []
    const facing = (b[1] - a[1]) * (a[0] - ahead) - (b[0] - a[0]) * (a[1] - camera.eye[2])
    if (facing < 0) return []
    const slope = Math.atan2(b[1] - a[1], b[0] - a[0])
    const isRoof = Math.abs(slope) < 0.2
    return [
      {
        outlines: [[at(farOut)(a), at(farOut)(b), at(nearOut)(b), at(nearOut)(a)]],
        fill: isRoof ? shade(sheet, 0.28) : shade(color, slope > 0 ? -0.12 : 0.02),
      },
    ]
  })
  return [
    ...strips,
    { outlines: [profile.map(at(nearOut))], fill: { color: shade(sheet, 0.12), to: shade(sheet, -0.28), axis: 'y' } },
  ]
}

/** A bicycle on its stand, along the path. */
export function bicycle(site: Site): Thing {
  const local = localOf(site)
  const color = pick(site.next, ['#2f3f4c', '#a8433a', '#3f6f86', '#557a52', '#22252a'])
  const at = ([along, up]: Point) => local(along, 0, up)
  const wheels = [-0.53, 0.53].map((along) => polygon([along, 0.34], 0.33, 20).map(at))
  const frame: Point[][] = [
    [
      [-0.53, 0.34],
      [-0.14, 0.82],
      [0.4, 0.84],
      [0.53, 0.34],
    ],
    [
      [-0.16, 0.88],
      [-0.02, 0.34],
      [0.4, 0.84],
    ],
    [
      [-0.53, 0.34],
      [-0.02, 0.34],
    ],
  ]
  const outline = [...wheels.flat(), at([-0.28, 0.98]), at([0.36, 1.06]), at([0.54, 1.02])]
  return {
    distanceM: site.distanceM,
    parts: [
      { lines: wheels, color: '#23262a', widthM: 0.045, isClosed: true },
      { lines: frame.map((line) => line.map(at)), color, widthM: 0.045 },
      {
        lines: [
          [at([-0.28, 0.96]), at([-0.04, 0.94])],
          [at([0.4, 0.84]), at([0.36, 1.03]), at([0.52, 1])],
        ],
        color: '#1f2226',
        widthM: 0.06,
      },
    ],
    silhouettes: [{ layer: 'instances', value: 'object--vehicle--bicycle', points: outline, isHull: true }],
    shadow: [local(-0.8, -0.12, 0), local(0.8, -0.12, 0), local(0.8, 0.3, 0), local(-0.8, 0.3, 0)],
  }
}
