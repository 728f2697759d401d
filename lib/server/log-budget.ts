/** Lets so many lines a minute through; the first of the next minute tells how many were left out. */
export function createLogBudget(
  linesPerMinute: number,
  now: () => number = Date.now,
): () => { isLogged: boolean; skipped: number } {
  let minute = 0
  let asked = 0
  return () => {
    const current = Math.floor(now() / 60_000)
    if (current === minute) return { isLogged: ++asked <= linesPerMinute, skipped: 0 }
    const skipped = Math.max(0, asked - linesPerMinute)
    minute = current
    asked = 1
    return { isLogged: true, skipped }
  }
}
