import { between } from '../../random'
import { shade } from '../color'
import type { Vec3 } from '../geometry'
import { localOf, type Part, type Site, type Thing } from '../thing'

/** Four metres of dry-stone wall. */
export function wall(site: Site): Thing {
  const local = localOf(site)
  const stone = '#98958c'
  const [length, height] = [4.05, 1.05]
  const crest = Array.from({ length: 9 }, (_, i) =>
    local((length * i) / 8, 0, height + (i % 8 === 0 ? 0 : between(site.next, -0.06, 0.08))),
  )
  const front = [local(0, 0, 0), ...crest, local(length, 0, 0)]
  const parts: Part[] = [
    { outlines: [[...crest, local(length, 0.5, height), local(0, 0.5, height)]], fill: shade(stone, 0.2) },
    { outlines: [front], fill: { color: shade(stone, 0.05), to: shade(stone, -0.3), axis: 'y' } },
  ]
  if (site.distanceM < 32) {
    for (const tone of [-0.22, 0.16, -0.1]) {
      const stones = Array.from({ length: 9 }, (): Vec3[] => {
        const [along, low] = [between(site.next, 0.05, length - 0.5), between(site.next, 0.04, height - 0.25)]
        const [width, rise] = [between(site.next, 0.2, 0.45), between(site.next, 0.1, 0.17)]
        return [
          local(along, -0.01, low),
          local(along + 0.04, -0.01, low + rise),
          local(along + width, -0.01, low + rise * 0.9),
          local(along + width + 0.03, -0.01, low + 0.02),
        ]
      })
      parts.push({ outlines: stones, fill: shade(stone, tone), opacity: 0.7 })
    }
  }
  return {
    distanceM: site.camera.distanceTo(local(length / 2, 0.25, 0)),
    parts,
    silhouettes: [{ layer: 'segmentations', value: 'construction--barrier--wall', points: front }],
    shadow: [local(0, 0, 0), local(length, 0, 0), local(length, -0.5, 0), local(0, -0.5, 0)],
  }
}

/** Three metres of wooden fence: a post and two rails. */
export function fence(site: Site): Thing {
  const local = localOf(site)
  const rail = (up: number): Vec3[] => [
    local(0, 0, up - 0.05),
    local(0, 0, up + 0.05),
    local(3.02, 0, up + 0.05),
    local(3.02, 0, up - 0.05),
  ]
  const post: Vec3[] = [local(-0.06, 0, 0), local(-0.06, 0, 1.05), local(0.06, 0, 1.05), local(0.06, 0, 0)]
  return {
    distanceM: site.distanceM,
    parts: [
      { outlines: [rail(0.45), rail(0.85)], fill: { color: '#a5876a', to: '#7f6449', axis: 'y' } },
      { outlines: [post], fill: '#775c43' },
    ],
    silhouettes: [
      {
        layer: 'segmentations',
        value: 'construction--barrier--fence',
        points: [local(0, 0, 0), local(0, 0, 1.05), local(3, 0, 0.9), local(3, 0, 0.4)],
      },
    ],
  }
}

/** Four metres of steel guard rail. */
export function guardRail(site: Site): Thing {
  const local = localOf(site)
  const band = (low: number, high: number) => [
    local(0, 0, low),
    local(0, 0, high),
    local(4.05, 0, high),
    local(4.05, 0, low),
  ]
  return {
    distanceM: site.distanceM,
    parts: [
      { lines: [[local(0, 0.1, 0), local(0, 0.1, 0.7)]], color: '#7f868c', widthM: 0.12 },
      { outlines: [band(0.45, 0.78)], fill: { color: '#d5dade', to: '#98a0a6', axis: 'y' } },
      { outlines: [band(0.58, 0.64)], fill: '#858d94' },
    ],
    silhouettes: [{ layer: 'segmentations', value: 'construction--barrier--guard-rail', points: band(0.45, 0.78) }],
    shadow: [local(0, -0.1, 0), local(4.05, -0.1, 0), local(4.05, 0.4, 0), local(0, 0.4, 0)],
  }
}
