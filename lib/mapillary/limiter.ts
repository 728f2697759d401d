import { setTimeout as delay } from 'node:timers/promises'
import pLimit, { type LimitFunction } from 'p-limit'
import { AppError } from '@/lib/errors'

export type Limiter = ReturnType<typeof createLimiter>

const SLOW_ABOVE = 80 // percent
const PAUSE_ABOVE = 95
const PAUSE_MS = 60_000
const GAP_MS_PER_PERCENT = 40

/** What all calls to Mapillary in this process share: how many run at once, and until when a server asked to be left alone. */
export function createLimiter({
  calls = 16,
  downloads = 24,
  now = Date.now,
  sleep = (ms: number): Promise<void> => delay(ms),
} = {}) {
  const slots = { call: pLimit(calls), download: pLimit(downloads) }
  const pausedUntil = new Map<string, number>() // by origin
  const paces = new Map<string, { gapMs: number; nextAt: number }>() // by origin: those that are to be asked slowly

  function pause(origin: string, ms: number): void {
    pausedUntil.set(origin, Math.max(pausedUntil.get(origin) ?? 0, now() + ms))
  }

  return {
    /** Waits for a free slot; the function it gives frees it again and may be called twice. */
    hold: (kind: 'call' | 'download') => occupy(slots[kind]),

    /** Nobody calls this server for so long. */
    pause,

    /** Heeds how much of our limit a server says is used up, in percent: slower above 80, a pause above 95. */
    noteUsage(origin: string, percent: number | null): void {
      if (percent === null) return
      if (percent > PAUSE_ABOVE) pause(origin, PAUSE_MS)
      if (percent <= SLOW_ABOVE) paces.delete(origin)
      else {
        const gapMs = (percent - SLOW_ABOVE) * GAP_MS_PER_PERCENT
        paces.set(origin, { gapMs, nextAt: paces.get(origin)?.nextAt ?? now() + gapMs })
      }
    },

    /** Waits until the next call to a server that is to be asked slowly; at once for others. */
    async turn(origin: string): Promise<void> {
      const pace = paces.get(origin)
      if (!pace) return
      const at = Math.max(pace.nextAt, now())
      pace.nextAt = at + pace.gapMs
      if (at > now()) await sleep(at - now())
    },

    /** Throws RATE_LIMITED with the time left while the server is paused: the caller's job waits, not a request. */
    refuseWhilePaused(origin: string): void {
      const retryAfterMs = (pausedUntil.get(origin) ?? 0) - now()
      if (retryAfterMs <= 0) return
      const seconds = Math.ceil(retryAfterMs / 1000)
      throw new AppError('RATE_LIMITED', `Mapillary asked us to wait: the next call is possible in ${seconds} s`, {
        retryAfterMs,
      })
    },
  }
}

function occupy(limit: LimitFunction): Promise<() => void> {
  return new Promise((granted) => {
    void limit(() => new Promise<void>((free) => granted(free)))
  })
}
