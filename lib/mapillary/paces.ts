const SLOW_ABOVE = 80 // percent
const GAP_MS_PER_PERCENT = 40
const MINUTE_MS = 60_000
const FEWEST_KNOWN = 10 // answers a minute that tell something about a limit
const SHARE_OF_LIMIT = 0.8
const RAISE_EVERY_MS = 10 * MINUTE_MS

/** How slowly to call a server: `usageGapMs` by the usage that it reports, `limitGapMs` since it refused. */
type Pace = { usageGapMs: number; limitGapMs: number; raisedAt: number; nextAt: number }

/** How fast calls may follow each other, for each server: by what it says of our limit, and by what it answered before it refused. */
export function createPaces(now: () => number) {
  const paces = new Map<string, Pace>() // by origin
  const answers = new Map<string, number[]>() // by origin: when each of the last minute came

  function paceOf(origin: string): Pace {
    const pace = paces.get(origin) ?? { usageGapMs: 0, limitGapMs: 0, raisedAt: now(), nextAt: now() }
    paces.set(origin, pace)
    return pace
  }

  /** Ten minutes without a refusal halve the gap: the limit may have been used up by others. */
  function raise(pace: Pace): void {
    while (pace.limitGapMs > 0 && now() - pace.raisedAt >= RAISE_EVERY_MS) {
      pace.raisedAt += RAISE_EVERY_MS
      pace.limitGapMs = pace.limitGapMs < 2 ? 0 : pace.limitGapMs / 2
    }
  }

  function lastMinute(origin: string): number[] {
    const times = answers.get(origin) ?? []
    const first = times.findIndex((time) => time > now() - MINUTE_MS)
    return first === -1 ? [] : times.slice(first)
  }

  return {
    noteUsage(origin: string, percent: number): void {
      const usageGapMs = Math.max(0, percent - SLOW_ABOVE) * GAP_MS_PER_PERCENT
      if (usageGapMs === 0 && !paces.has(origin)) return
      const pace = paceOf(origin)
      if (pace.usageGapMs === 0 && usageGapMs > 0) pace.nextAt = Math.max(pace.nextAt, now() + usageGapMs)
      pace.usageGapMs = usageGapMs
    },

    noteAnswer(origin: string): void {
      const times = answers.get(origin) ?? []
      times.push(now())
      answers.set(origin, times.length > 2_000 && times.length % 1_000 === 0 ? lastMinute(origin) : times)
    },

    noteRefusal(origin: string): void {
      const answered = lastMinute(origin).length
      answers.delete(origin) // the next of the refusals that come together says nothing new
      if (answered < FEWEST_KNOWN) return
      const pace = paceOf(origin)
      pace.limitGapMs = Math.max(pace.limitGapMs, MINUTE_MS / (SHARE_OF_LIMIT * answered))
      pace.raisedAt = now()
    },

    /** Milliseconds until the next turn, which is taken unless it is further away than `mostMs`. */
    take(origin: string, mostMs: number): number {
      const pace = paces.get(origin)
      if (!pace) return 0
      raise(pace)
      const gapMs = Math.max(pace.usageGapMs, pace.limitGapMs)
      if (gapMs === 0) return 0
      const waitMs = Math.max(0, pace.nextAt - now())
      if (waitMs <= mostMs) pace.nextAt = now() + waitMs + gapMs
      return waitMs
    },
  }
}
