import { between, pick } from '../../random'
import { shade } from '../color'
import type { Point } from '../geometry'
import { billboardOf, type Part, type Site, shadowOf, sunSide, type Thing } from '../thing'

type Crown = { height: number; centre: number; halfWidth: number; halfHeight: number; lobes: number }

const VEGETATION = { layer: 'segmentations', value: 'nature--vegetation' } as const

/** A round tree: trunk, lobed crown, patches of light and shade. */
export function broadleaf(site: Site): Thing {
  const height = between(site.next, 6.5, 10.5)
  return leafy(site, pick(site.next, site.theme.leaves), '#6d5541', 0.2, {
    height,
    centre: 0.63,
    halfWidth: height * between(site.next, 0.28, 0.36),
    halfHeight: height * 0.37,
    lobes: 11,
  })
}

export function birch(site: Site): Thing {
  const height = between(site.next, 7, 10)
  return leafy(site, shade(pick(site.next, site.theme.leaves), 0.18), '#e4e0d6', 0.11, {
    height,
    centre: 0.62,
    halfWidth: height * 0.19,
    halfHeight: height * 0.38,
    lobes: 9,
  })
}

export function cherry(site: Site): Thing {
  const height = between(site.next, 4.2, 5.6)
  return leafy(site, pick(site.next, ['#f0b9c6', '#f3c8d2', '#eaa9bb']), '#5f4a45', 0.15, {
    height,
    centre: 0.66,
    halfWidth: height * 0.4,
    halfHeight: height * 0.32,
    lobes: 12,
  })
}

export function umbrellaPine(site: Site): Thing {
  const height = between(site.next, 7, 10)
  return leafy(site, pick(site.next, ['#55793f', '#4b6f3f', '#648345']), '#7c5b45', 0.22, {
    height,
    centre: 0.86,
    halfWidth: height * 0.4,
    halfHeight: height * 0.15,
    lobes: 9,
  })
}

export function bush(site: Site): Thing {
  const height = between(site.next, 0.7, 1.8)
  return leafy(site, pick(site.next, site.theme.leaves), '#6d5541', 0, {
    height,
    centre: 0.4,
    halfWidth: height * between(site.next, 0.6, 0.95),
    halfHeight: height * 0.56,
    lobes: 9,
  })
}

function leafy(site: Site, leaf: string, bark: string, trunkHalfWidth: number, crown: Crown): Thing {
  const place = billboardOf(site)
  const middle: Point = [0, crown.height * crown.centre]
  const phase = site.next() * 7
  const outline = lobed(
    middle,
    crown.halfWidth,
    crown.halfHeight,
    crown.lobes,
    phase,
    site.distanceM < 26 ? 8 : site.distanceM < 60 ? 4 : 2,
  ).map(([x, y]): Point => [x, Math.max(y, 0)])
  return {
    distanceM: site.distanceM,
    get parts() {
      return [...trunk(site, bark, trunkHalfWidth, crown), ...foliage(site, leaf, crown, outline)]
    },
    silhouettes: [{ ...VEGETATION, points: outline.map(place) }],
    shadow: shadowOf(site, crown.halfWidth * 0.8, trunkHalfWidth > 0 ? crown.height * 0.9 : crown.height * 0.6),
    isSolid: true,
  }
}

function trunk(site: Site, bark: string, halfWidth: number, crown: Crown): Part[] {
  if (halfWidth === 0) return []
  const top = crown.height * crown.centre
  const outline: Point[] = [
    [-halfWidth * 1.35, 0],
    [-halfWidth * 0.7, top],
    [halfWidth * 0.7, top],
    [halfWidth * 1.35, 0],
  ]
  const [from, to] = sunSide(site) > 0 ? [shade(bark, -0.3), bark] : [bark, shade(bark, -0.3)]
  return [{ outlines: [outline.map(billboardOf(site))], fill: { color: from, to, axis: 'x' } }]
}

function foliage(site: Site, leaf: string, crown: Crown, outline: Point[]): Part[] {
  const place = billboardOf(site)
  const mass: Part = {
    outlines: [outline.map(place)],
    fill: { color: shade(leaf, 0.14), to: shade(leaf, -0.34), axis: 'y' },
  }
  if (site.distanceM > 45) return [mass]
  const tones = patches(site, leaf, crown, [0, crown.height * crown.centre], sunSide(site))
  return [mass, ...tones.map((patch) => ({ ...patch, outlines: patch.outlines.map((ring) => ring.map(place)) }))]
}

function patches({ next }: Site, leaf: string, { halfWidth, halfHeight }: Crown, [cx, cy]: Point, lean: number) {
  const spots = [
    { x: -0.34 * lean, y: -0.42, size: 0.46, tone: -0.3 },
    { x: -0.5 * lean, y: 0.08, size: 0.34, tone: -0.2 },
    { x: 0.2 * lean, y: -0.28, size: 0.4, tone: 0.07 },
    { x: 0.36 * lean, y: 0.22, size: 0.44, tone: 0.16 },
    { x: -0.12 * lean, y: 0.44, size: 0.4, tone: 0.2 },
    { x: 0.26 * lean, y: 0.5, size: 0.24, tone: 0.34 },
  ]
  return spots.map(({ x, y, size, tone }) => ({
    outlines: [
      lobed(
        [
          cx + (x + between(next, -0.08, 0.08)) * halfWidth,
          Math.max(cy + (y + between(next, -0.08, 0.08)) * halfHeight, halfHeight * size * 0.8),
        ],
        halfWidth * size,
        halfHeight * size * 0.8,
        6,
        next() * 7,
      ),
    ],
    fill: shade(leaf, tone),
    opacity: 0.55,
  }))
}

/** An ellipse with a scalloped edge, as leaves have when seen from afar. */
function lobed(
  [cx, cy]: Point,
  halfWidth: number,
  halfHeight: number,
  lobes: number,
  phase: number,
  fineness = 4,
): Point[] {
  const count = lobes * fineness
  return Array.from({ length: count }, (_, i): Point => {
    const angle = (i / count) * 2 * Math.PI
    const wave = 0.87 + 0.13 * Math.abs(Math.sin((angle * lobes) / 2)) + 0.05 * Math.sin(angle * 3 + phase)
    return [cx + Math.cos(angle) * halfWidth * wave, cy + Math.sin(angle) * halfHeight * wave]
  })
}

/** A conifer: tiers that hang over each other, one half in the shade. */
export function spruce(site: Site): Thing {
  const place = billboardOf(site)
  const height = between(site.next, 6, 13)
  const halfWidth = height * between(site.next, 0.15, 0.2)
  const tiers = 7
  const right: Point[] = []
  for (let tier = 0; tier < tiers; tier++) {
    const low = 0.09 + (tier / tiers) * 0.88
    const reach = (1 - tier / tiers) * between(site.next, 0.88, 1.1)
    right.push([halfWidth * reach, height * low], [halfWidth * reach * 0.52, height * (low + 0.1)])
  }
  const top: Point = [0, height]
  const left = right.map(([x, y]): Point => [-x, y]).reverse()
  const outline: Point[] = [...right, top, ...left]
  const leaf = pick(site.next, ['#4f7f53', '#44734d', '#5b8a55'])
  const dark =
    sunSide(site) > 0 ? [top, ...left, [0, height * 0.12] as const] : [[0, height * 0.12] as const, ...right, top]
  const bark: Point[] = [
    [-0.14, 0],
    [-0.14, height * 0.14],
    [0.14, height * 0.14],
    [0.14, 0],
  ]
  return {
    distanceM: site.distanceM,
    parts: [
      { outlines: [bark.map(place)], fill: '#5f4a3a' },
      { outlines: [outline.map(place)], fill: { color: shade(leaf, 0.12), to: shade(leaf, -0.25), axis: 'y' } },
      { outlines: [dark.map(place)], fill: shade(leaf, -0.5), opacity: 0.4 },
    ],
    silhouettes: [{ ...VEGETATION, points: outline.map(place) }],
    shadow: shadowOf(site, halfWidth * 0.8, height * 0.8),
    isSolid: true,
  }
}
