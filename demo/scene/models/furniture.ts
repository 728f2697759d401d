import { type Color, shade } from '../color'
import type { Vec3 } from '../geometry'
import { billboardOf, type Local, localOf, type Part, type Site, shadowOf, sunSide, type Thing } from '../thing'

type Band = { color: Color; profile: [halfWidth: number, up: number][] } // bottom to top

/** Something round that stands on the ground: it looks the same from every side. */
function turned(
  site: Site,
  value: string | null,
  bands: Band[],
  layer: 'instances' | 'segmentations' = 'instances',
): Thing {
  const place = billboardOf(site)
  const lean = sunSide(site)
  const ring = (profile: Band['profile']): Vec3[] => [
    ...profile.map(([x, y]) => place([x, y])),
    ...profile.map(([x, y]) => place([-x, y])).reverse(),
  ]
  const whole = bands.flatMap((band) => band.profile)
  const widest = Math.max(...whole.map(([x]) => x))
  const highest = Math.max(...whole.map(([, y]) => y))
  return {
    distanceM: site.distanceM,
    parts: bands.map(({ color, profile }): Part => {
      const [from, to] = lean > 0 ? [shade(color, -0.35), shade(color, 0.2)] : [shade(color, 0.2), shade(color, -0.35)]
      return { outlines: [ring(profile)], fill: { color: from, to, axis: 'x' } }
    }),
    silhouettes: value === null ? [] : [{ layer, value, points: ring(whole) }],
    shadow: shadowOf(site, Math.min(widest, 0.4), highest),
  }
}

export const streetLight = (site: Site) =>
  turned(site, 'object--street-light', [
    {
      color: '#3f4a4c',
      profile: [
        [0.13, 0],
        [0.13, 0.7],
        [0.07, 0.9],
        [0.05, 4.1],
        [0.12, 4.15],
        [0.12, 4.25],
      ],
    },
    {
      color: '#f6e7b4',
      profile: [
        [0.14, 4.25],
        [0.22, 4.75],
      ],
    },
    {
      color: '#3f4a4c',
      profile: [
        [0.27, 4.75],
        [0.16, 4.92],
        [0.03, 5],
        [0.03, 5.12],
      ],
    },
  ])

export const utilityPole = (site: Site) =>
  turned(site, 'object--support--utility-pole', [
    {
      color: '#7d6a5a',
      profile: [
        [0.16, 0],
        [0.12, 7.2],
      ],
    },
    {
      color: '#6b5b4e',
      profile: [
        [0.95, 7.2],
        [0.95, 7.36],
      ],
    },
    {
      color: '#7d6a5a',
      profile: [
        [0.11, 7.36],
        [0.1, 8.3],
      ],
    },
  ])

export const lantern = (site: Site) =>
  turned(site, 'object--street-light', [
    {
      color: '#4b3a30',
      profile: [
        [0.07, 0],
        [0.06, 1.5],
      ],
    },
    {
      color: '#3a2d27',
      profile: [
        [0.16, 1.5],
        [0.16, 1.56],
      ],
    },
    {
      color: '#d9503f',
      profile: [
        [0.14, 1.56],
        [0.22, 1.7],
        [0.23, 1.85],
        [0.22, 2],
        [0.14, 2.14],
      ],
    },
    {
      color: '#3a2d27',
      profile: [
        [0.15, 2.14],
        [0.12, 2.2],
      ],
    },
  ])

export const trashCan = (site: Site) =>
  turned(site, 'object--trash-can', [
    {
      color: '#3f6b52',
      profile: [
        [0.24, 0],
        [0.29, 0.82],
      ],
    },
    {
      color: '#2f4f3e',
      profile: [
        [0.32, 0.82],
        [0.32, 0.92],
        [0.2, 1.04],
      ],
    },
  ])

export const hydrant = (site: Site) =>
  turned(site, 'object--fire-hydrant', [
    {
      color: '#c23b32',
      profile: [
        [0.17, 0],
        [0.17, 0.07],
        [0.11, 0.09],
        [0.11, 0.42],
        [0.2, 0.44],
        [0.2, 0.54],
        [0.12, 0.56],
        [0.13, 0.62],
      ],
    },
    {
      color: '#d9d2c5',
      profile: [
        [0.15, 0.62],
        [0.13, 0.7],
        [0.06, 0.77],
      ],
    },
  ])

export const bollard = (site: Site) =>
  turned(site, 'object--bollard', [
    {
      color: '#7c2f33',
      profile: [
        [0.09, 0],
        [0.07, 0.1],
        [0.06, 0.62],
      ],
    },
    {
      color: '#efe9df',
      profile: [
        [0.065, 0.62],
        [0.065, 0.7],
      ],
    },
    {
      color: '#7c2f33',
      profile: [
        [0.06, 0.7],
        [0.08, 0.8],
        [0.05, 0.88],
      ],
    },
  ])

export const mailbox = (site: Site) =>
  turned(site, 'object--mailbox', [
    {
      color: '#8b3033',
      profile: [
        [0.14, 0],
        [0.14, 0.12],
        [0.11, 0.14],
        [0.11, 0.5],
      ],
    },
    {
      color: '#c0403c',
      profile: [
        [0.24, 0.5],
        [0.24, 1.25],
        [0.18, 1.36],
        [0.08, 1.4],
      ],
    },
  ])

/** A park bench that looks at the path. */
export function bench(site: Site): Thing {
  const local = localOf(site)
  const wood = '#9c7049'
  const board = (out: number, low: number, high: number): Vec3[] => [
    local(0, out, low),
    local(1.7, out, low),
    local(1.7, out, high),
    local(0, out, high),
  ]
  const seat = [local(0, 0, 0.46), local(1.7, 0, 0.46), local(1.7, 0.45, 0.46), local(0, 0.45, 0.46)]
  const legs = [0.15, 1.55].flatMap((along) => [leg(local, along, 0.05, 0.46), leg(local, along, 0.45, 0.86)])
  return {
    distanceM: site.distanceM,
    parts: [
      { lines: legs, color: '#3f4447', widthM: 0.06 },
      {
        outlines: [board(0.48, 0.72, 0.86), board(0.46, 0.54, 0.67)],
        fill: { color: shade(wood, 0.15), to: shade(wood, -0.12), axis: 'y' },
      },
      { outlines: [seat], fill: shade(wood, 0.2) },
      { outlines: [board(0, 0.39, 0.46)], fill: shade(wood, -0.3) },
    ],
    silhouettes: [
      {
        layer: 'instances',
        value: 'object--bench',
        points: [...board(0, 0, 0.46), ...board(0.48, 0, 0.86)],
        isHull: true,
      },
    ],
    shadow: [local(-0.1, -0.1, 0), local(1.8, -0.1, 0), local(1.8, 0.7, 0), local(-0.1, 0.7, 0)],
  }
}

const leg = (local: Local, along: number, out: number, height: number): Vec3[] => [
  local(along, out, 0),
  local(along, out, height),
]
