import type { TagShape } from '@/lib/model/pictures/picture-shapes'
import { outlinesOf } from './outlines'
import { edgesOf } from './ring'

const ROWS = 200

type Span = [from: number, to: number]

/**
 * Intersection over union of two regions, 0..1: 1 when they are the same, 0 when they share nothing. Measured along 200 rows of their
 * common box, exactly in each row, so that outlines of any form need no polygon clipping.
 */
export function overlap(a: TagShape, b: TagShape): number {
  const ys = [a, b].flatMap((shape) => outlinesOf(shape).flatMap((ring) => ring.map(([, y]) => y)))
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)]
  let [shared, together] = [0, 0]
  for (let row = 0; row < ROWS; row++) {
    const y = top + ((row + 0.5) / ROWS) * (bottom - top)
    const [spansA, spansB] = [spansAt(a, y), spansAt(b, y)]
    const common = sharedLength(spansA, spansB)
    shared += common
    together += lengthOf(spansA) + lengthOf(spansB) - common
  }
  return together === 0 ? 0 : shared / together
}

/** Where the row at `y` lies inside the region, from left to right. */
function spansAt(shape: TagShape, y: number): Span[] {
  const crossings = outlinesOf(shape)
    .flatMap(edgesOf)
    .filter(([[, fromY], [, toY]]) => fromY <= y !== toY <= y)
    .map(([[fromX, fromY], [toX, toY]]) => fromX + ((y - fromY) / (toY - fromY)) * (toX - fromX))
    .sort((left, right) => left - right)
  return crossings.flatMap((from, index): Span[] => {
    const to = crossings[index + 1]
    return index % 2 === 0 && to !== undefined ? [[from, to]] : []
  })
}

function lengthOf(spans: Span[]): number {
  return spans.reduce((sum, [from, to]) => sum + to - from, 0)
}

function sharedLength(a: Span[], b: Span[]): number {
  return a.reduce(
    (sum, [fromA, toA]) =>
      sum + b.reduce((part, [fromB, toB]) => part + Math.max(0, Math.min(toA, toB) - Math.max(fromA, fromB)), 0),
    0,
  )
}
