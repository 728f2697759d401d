import pLimit, { type LimitFunction } from 'p-limit'
import { AppError } from '@/lib/errors'

export type Limiter = ReturnType<typeof createLimiter>

/** What all calls to Mapillary in this process share: how many run at once, and until when a server asked to be left alone. */
export function createLimiter({ calls = 16, downloads = 24, now = Date.now } = {}) {
  const slots = { call: pLimit(calls), download: pLimit(downloads) }
  const pausedUntil = new Map<string, number>() // by origin

  return {
    /** Waits for a free slot; the function it gives frees it again and may be called twice. */
    hold: (kind: 'call' | 'download') => occupy(slots[kind]),

    /** Nobody calls this server for so long. */
    pause(origin: string, ms: number): void {
      pausedUntil.set(origin, Math.max(pausedUntil.get(origin) ?? 0, now() + ms))
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
