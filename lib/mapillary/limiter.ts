import { setTimeout as delay } from 'node:timers/promises'
import pLimit, { type LimitFunction } from 'p-limit'
import { AppError } from '@/lib/errors'

export type Limiter = ReturnType<typeof createLimiter>

const SLOW_ABOVE = 80 // percent
const PAUSE_ABOVE = 95
const PAUSE_MS = 60_000
const GAP_MS_PER_PERCENT = 40
const LONGEST_TURN_MS = 20_000 // a call that would wait longer is refused, to be tried again later
const MINUTE_MS = 60_000
const FEWEST_KNOWN = 10 // answers a minute that tell something about a limit
const SHARE_OF_LIMIT = 0.8
const RAISE_EVERY_MS = 10 * MINUTE_MS

/** How slowly to call a server: `usageGapMs` by the usage that it reports, `limitGapMs` since it refused. */
type Pace = { usageGapMs: number; limitGapMs: number; raisedAt: number; nextAt: number }

type LimiterOptions = {
  calls?: number
  downloads?: number
  now?: () => number
  sleep?: (ms: number) => Promise<void>
  /** Counts the calls to this server for all processes: `take` gives 0 when one may be made now, else the milliseconds until then. */
  budget?: { origin: string; take: () => Promise<number> } | undefined
}

/** What all calls to Mapillary in this process share: how many run at once, how fast they follow each other, and until when a server wants no calls. */
export function createLimiter({
  calls = 16,
  downloads = 24,
  now = Date.now,
  sleep = (ms: number): Promise<void> => delay(ms),
  budget,
}: LimiterOptions = {}) {
  const slots = { call: pLimit(calls), download: pLimit(downloads) }
  const pausedUntil = new Map<string, number>() // by origin
  const paces = new Map<string, Pace>() // by origin
  const answers = new Map<string, number[]>() // by origin: when each of the last minute came

  function pause(origin: string, ms: number): void {
    pausedUntil.set(origin, Math.max(pausedUntil.get(origin) ?? 0, now() + ms))
  }

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
    /** Waits for a free slot; the function it gives frees it again and may be called twice. */
    hold: (kind: 'call' | 'download') => occupy(slots[kind]),

    /** Stops all calls to this server for so long. */
    pause,

    /** Heeds how much of our limit a server says is used up, in percent: slower above 80, a pause above 95. */
    noteUsage(origin: string, percent: number | null): void {
      if (percent === null) return
      if (percent > PAUSE_ABOVE) pause(origin, PAUSE_MS)
      const usageGapMs = Math.max(0, percent - SLOW_ABOVE) * GAP_MS_PER_PERCENT
      if (usageGapMs === 0 && !paces.has(origin)) return
      const pace = paceOf(origin)
      if (pace.usageGapMs === 0 && usageGapMs > 0) pace.nextAt = Math.max(pace.nextAt, now() + usageGapMs)
      pace.usageGapMs = usageGapMs
    },

    /** A server answered, and did not refuse. */
    noteAnswer(origin: string): void {
      const times = answers.get(origin) ?? []
      times.push(now())
      answers.set(origin, times.length > 2_000 && times.length % 1_000 === 0 ? lastMinute(origin) : times)
    },

    /** A server refused since there were too many calls: from now on fewer a minute than it answered in the last one. */
    noteRefusal(origin: string): void {
      const answered = lastMinute(origin).length
      answers.delete(origin) // the next of the refusals that come together says nothing new
      if (answered < FEWEST_KNOWN) return
      const pace = paceOf(origin)
      pace.limitGapMs = Math.max(pace.limitGapMs, MINUTE_MS / (SHARE_OF_LIMIT * answered))
      pace.raisedAt = now()
    },

    /** Waits for the next turn at a server that must be called slowly; for others it returns at once. Throws RATE_LIMITED when the wait is long. */
    async turn(origin: string): Promise<void> {
      const waitMs = budget?.origin === origin ? await budget.take() : 0
      if (waitMs > 0) throw tooSoon(waitMs)
      const pace = paces.get(origin)
      if (!pace) return
      raise(pace)
      const gapMs = Math.max(pace.usageGapMs, pace.limitGapMs)
      const at = Math.max(pace.nextAt, now())
      if (gapMs === 0) return
      if (at - now() > LONGEST_TURN_MS) throw tooSoon(at - now())
      pace.nextAt = at + gapMs
      if (at > now()) await sleep(at - now())
    },

    /** Throws RATE_LIMITED with the time left while the server is paused: the caller's job waits, not a request. */
    refuseWhilePaused(origin: string): void {
      const retryAfterMs = (pausedUntil.get(origin) ?? 0) - now()
      if (retryAfterMs > 0) throw tooSoon(retryAfterMs)
    },
  }
}

function tooSoon(retryAfterMs: number): AppError {
  const seconds = Math.ceil(retryAfterMs / 1000)
  return new AppError('RATE_LIMITED', `Mapillary asked us to wait: the next call is possible in ${seconds} s`, {
    retryAfterMs,
  })
}

function occupy(limit: LimitFunction): Promise<() => void> {
  return new Promise((granted) => {
    void limit(() => new Promise<void>((free) => granted(free)))
  })
}
