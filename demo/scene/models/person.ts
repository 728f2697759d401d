import { between, pick } from '../../random'
import { shade } from '../color'
import type { Point } from '../geometry'
import { billboardOf, type Site, shadowOf, sunSide, type Thing } from '../thing'

/** Somebody on foot, in mid-step. */
export function person(site: Site): Thing {
  const place = billboardOf(site)
  const { next } = site
  const tall = between(next, 0.92, 1.06)
  const stride = between(next, 0.06, 0.24)
  const coat = pick(next, ['#3f5f83', '#b5523f', '#d8b24a', '#5a7f63', '#7a5a86', '#c7c2b6', '#38454f', '#c97f4c'])
  const trousers = pick(next, ['#2f3b4c', '#4f4a45', '#5f6d7c', '#7c6a55'])
  const skin = pick(next, ['#e8bf9f', '#c98f6b', '#8d5a3f', '#f0cdb0'])
  const hair = pick(next, ['#2f2723', '#6b4a32', '#a9824f', '#8f8a85'])
  const ring = (points: Point[]) => points.map(([x, y]) => place([x * tall, y * tall]))
  const leg = (way: 1 | -1): Point[] => [
    [way * stride - 0.07, 0],
    [way * stride + 0.09, 0],
    [way * stride + 0.07, 0.07],
    [0.13, 0.86],
    [-0.13, 0.86],
  ]
  const body: Point[] = [
    [-0.17, 0.8],
    [-0.22, 1.1],
    [-0.24, 1.33],
    [-0.17, 1.44],
    [-0.06, 1.5],
    [0.06, 1.5],
    [0.17, 1.44],
    [0.24, 1.33],
    [0.22, 1.1],
    [0.17, 0.8],
  ]
  const skull = (from: number, to: number) =>
    Array.from({ length: 13 }, (_, i): Point => {
      const angle = ((from + ((to - from) * i) / 12) * Math.PI) / 180
      return [Math.cos(angle) * 0.1, 1.62 + Math.sin(angle) * 0.135]
    })
  const head = skull(-75, 255)
  const foot = Math.max(stride + 0.09, 0.16)
  const shoulders = body.slice(0, 5)
  const outline: Point[] = [
    [-foot, 0],
    ...shoulders,
    ...skull(225, -45),
    ...shoulders.map(([x, y]): Point => [-x, y]).reverse(),
    [foot, 0],
  ]
  const [from, to] =
    sunSide(site) > 0 ? [shade(coat, -0.25), shade(coat, 0.15)] : [shade(coat, 0.15), shade(coat, -0.25)]
  return {
    distanceM: site.distanceM,
    parts: [
      { outlines: [ring(leg(-1))], fill: shade(trousers, -0.2) },
      { outlines: [ring(leg(1))], fill: trousers },
      { outlines: [ring(head)], fill: skin },
      { outlines: [ring(skull(18, 162))], fill: hair },
      { outlines: [ring(body)], fill: { color: from, to, axis: 'x' } },
      {
        lines: [
          ring([
            [0.18, 1.36],
            [0.2, 1.08],
            [0.16, 0.86],
          ]),
        ],
        color: shade(coat, -0.3),
        widthM: 0.08,
      },
    ],
    silhouettes: [{ layer: 'instances', value: 'human--person--individual', points: ring(outline) }],
    shadow: shadowOf(site, 0.24, 1.7),
  }
}
