import type { Frame, Path } from '../path'
import { between, random } from '../random'
import type { Rule } from './themes'

/** Where a thing stands: `next` are its own random numbers, `outM` is counted from the middle of the path. */
export type Place = { next: () => number; frame: Frame; outM: number }

/** The places of the things of a rule on one side of a path, between two stations. The same at every visit. */
export function placesAlong(
  rule: Rule,
  side: -1 | 1,
  { path, seed, fromM, toM }: { path: Path; seed: string; fromM: number; toM: number },
): Place[] {
  const ruleName = `${seed}:${rule.kind}:${side}:${rule.every}:${rule.from}`
  const isRow = rule.from === rule.to
  const places: Place[] = []
  for (let cell = Math.floor(fromM / rule.every); cell <= Math.ceil(toM / rule.every); cell++) {
    const next = random(`${ruleName}:${cell}`)
    if (next() >= rule.chance) continue
    const stationM = (cell + (isRow && rule.chance > 0.8 ? 0 : between(next, -0.3, 0.3))) * rule.every
    const outM = between(next, rule.from, rule.to)
    places.push({ next, frame: path.frame(stationM), outM })
  }
  return places
}
