import { setTimeout as delay } from 'node:timers/promises'
import pLimit, { type LimitFunction } from 'p-limit'
import { AppError } from '@/lib/errors'
import { createPaces } from './paces'

export type Limiter = ReturnType<typeof createLimiter>

const PAUSE_ABOVE = 95 // percent
const PAUSE_MS = 60_000
const LONGEST_TURN_MS = 20_000 // a call that would wait longer is refused, to be tried again later

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
  const paces = createPaces(now)

  function pause(origin: string, ms: number): void {
    pausedUntil.set(origin, Math.max(pausedUntil.get(origin) ?? 0, now() + ms))
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
      paces.noteUsage(origin, percent)
    },

    /** A server answered, and did not refuse. */
    noteAnswer: paces.noteAnswer,

    /** A server refused since there were too many calls: from now on fewer a minute than it answered in the last one. */
    noteRefusal: paces.noteRefusal,

    /** Waits for the next turn at a server that must be called slowly; for others it returns at once. Throws RATE_LIMITED when the wait is long. */
    async turn(origin: string): Promise<void> {
      const waitMs = budget?.origin === origin ? await budget.take() : 0
      if (waitMs > 0) throw tooSoon(waitMs)
      const turnMs = paces.take(origin, LONGEST_TURN_MS)
      if (turnMs > LONGEST_TURN_MS) throw tooSoon(turnMs)
      if (turnMs > 0) await sleep(turnMs)
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
