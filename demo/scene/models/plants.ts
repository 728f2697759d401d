import { between, pick } from '../../random'
import { shade } from '../color'
import type { Point, Vec3 } from '../geometry'
import { billboardOf, localOf, type Site, shadowOf, sunSide, type Thing } from '../thing'

/** A few blades of grass. */
export function tuft(site: Site): Thing {
  const place = billboardOf(site)
  const height = between(site.next, 0.1, 0.28)
  const blades = Array.from({ length: 4 }, (_, i): Point[] => {
    const foot = (i - 1.5) * 0.05
    const tip = foot * 2.4 + between(site.next, -0.05, 0.05)
    return [
      [foot - 0.018, 0],
      [tip, height * between(site.next, 0.6, 1)],
      [foot + 0.018, 0],
    ]
  })
  const color = shade(site.theme.ground, between(site.next, -0.3, -0.08))
  return {
    distanceM: site.distanceM,
    parts: [{ outlines: blades.map((blade) => blade.map(place)), fill: color }],
    silhouettes: [],
  }
}

/** A handful of blossoms on short stems. */
export function flowers(site: Site): Thing {
  const place = billboardOf(site)
  const color = pick(site.next, ['#f4e07a', '#ffffff', '#c9a0d8', '#e88f8f', '#f2c14f'])
  const heads = Array.from({ length: 5 }, (): Point => [between(site.next, -0.35, 0.35), between(site.next, 0.1, 0.3)])
  const bloom = ([x, y]: Point) => polygon([x, y], between(site.next, 0.025, 0.045), 7)
  return {
    distanceM: site.distanceM,
    parts: [
      {
        lines: heads.map(([x, y]) => [place([x, 0]), place([x, y])]),
        color: shade(site.theme.ground, -0.25),
        widthM: 0.012,
      },
      { outlines: heads.map((head) => bloom(head).map(place)), fill: color },
    ],
    silhouettes: [],
  }
}

export function rock(site: Site): Thing {
  const place = billboardOf(site)
  const size = between(site.next, 0.25, 0.75)
  const outline = Array.from({ length: 9 }, (_, i): Point => {
    const angle = (i / 8) * Math.PI
    return [Math.cos(angle) * size, Math.sin(angle) * size * between(site.next, 0.5, 0.8)]
  })
  const stone = pick(site.next, ['#9b9a94', '#a8a49a', '#8d908f'])
  const lit = outline.map(([x, y]): Point => [x * 0.55 + sunSide(site) * size * 0.22, y * 0.62 + size * 0.12])
  return {
    distanceM: site.distanceM,
    parts: [
      { outlines: [outline.map(place)], fill: { color: shade(stone, 0.1), to: shade(stone, -0.35), axis: 'y' } },
      { outlines: [lit.map(place)], fill: shade(stone, 0.3), opacity: 0.6 },
    ],
    silhouettes: [],
    shadow: shadowOf(site, size, size * 0.5),
  }
}

/** Small stones lying on the way: they tell how far one has come since the last photo. */
export function pebbles(site: Site): Thing {
  const local = localOf(site)
  const stones = Array.from({ length: 3 }, (): Vec3[] => {
    const [along, out, size] = [
      between(site.next, -0.5, 0.5),
      between(site.next, -0.25, 0.25),
      between(site.next, 0.02, 0.06),
    ]
    return polygon([along, out], size, 6).map(([a, o]) => local(a, o, 0))
  })
  const color = shade(site.theme.road.color, pick(site.next, [-0.22, -0.14, 0.25]))
  return { distanceM: site.distanceM, parts: [{ outlines: stones, fill: color }], silhouettes: [], isFlat: true }
}

/** A spot where the ground has another tone. */
export function patch(site: Site): Thing {
  const local = localOf(site)
  const [long, wide, phase] = [between(site.next, 0.5, 1.9), between(site.next, 0.25, 0.7), site.next() * 7]
  const outline = polygon([0, 0], 1, 22).map(([a, o], i) => {
    const wave = 0.85 + 0.15 * Math.sin(i * 1.7 + phase)
    return local(a * long * wave, o * wide * wave, 0)
  })
  const isOnPath = site.outM < site.theme.road.halfWidth
  const fill = shade(isOnPath ? site.theme.road.color : site.theme.ground, pick(site.next, [-0.16, -0.1, 0.14]))
  return {
    distanceM: site.distanceM,
    parts: [{ outlines: [outline], fill, opacity: 0.35 }],
    silhouettes: [],
    isFlat: true,
  }
}

/** Four metres of clipped hedge. */
export function hedge(site: Site): Thing {
  const local = localOf(site)
  const leaf = shade(site.theme.leaves[0] ?? site.theme.ground, -0.1)
  const height = 1.15
  const end = 3.6
  const top = Array.from({ length: 10 }, (_, i) => local((end * i) / 9, 0, height + between(site.next, -0.05, 0.06)))
  const front = [local(0, 0, 0), ...top, local(end, 0, 0)]
  const back = [...top, local(end, 0.8, height), local(0, 0.8, height)]
  return {
    distanceM: site.camera.distanceTo(local(end / 2, 0.4, 0)),
    parts: [
      {
        outlines: [[local(0, 0, 0), local(0, 0, height), local(0, 0.8, height), local(0, 0.8, 0)]],
        fill: shade(leaf, -0.35),
      },
      { outlines: [back], fill: shade(leaf, 0.2) },
      { outlines: [front], fill: { color: shade(leaf, 0.08), to: shade(leaf, -0.35), axis: 'y' } },
    ],
    silhouettes: [{ layer: 'segmentations', value: 'nature--vegetation', points: front }],
  }
}

export function polygon([cx, cy]: Point, radius: number, corners: number, turn = 0): Point[] {
  return Array.from({ length: corners }, (_, i): Point => {
    const angle = turn + (i / corners) * 2 * Math.PI
    return [cx + Math.cos(angle) * radius, cy + Math.sin(angle) * radius]
  })
}
