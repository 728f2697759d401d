/** The index of what is numbered nearest to `n`, the first of equals; 0 where there is nothing. */
export function nearestByNumber(numbered: { n: number }[], n: number): number {
  return numbered.reduce(
    (best, item, index) => (Math.abs(item.n - n) < Math.abs((numbered[best]?.n ?? 0) - n) ? index : best),
    0,
  )
}

/** The number at a place among runs of numbers, from and to; undefined beyond them. */
export function numberAt(runs: [first: number, last: number][], index: number): number | undefined {
  let before = 0
  for (const [first, last] of runs) {
    const length = last - first + 1
    if (index < before + length) return first + index - before
    before += length
  }
  return undefined
}

/** The place of a number among runs of numbers; where it is missing, that of the next one. */
export function placeOf(runs: [first: number, last: number][], n: number): number {
  return runs.reduce((place, [first, last]) => place + Math.max(0, Math.min(n, last + 1) - first), 0)
}
