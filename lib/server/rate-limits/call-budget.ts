import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import type { Db } from '@/db/client'
import { counterStore } from './counter-store'

const WINDOW_SECONDS = 60
const LARGEST_BLOCK = 200 // calls that a process takes at once, so that few of them cost a query

/** Takes one call: 0 when it may be made now, else the milliseconds until it may. */
export type TakeCall = () => Promise<number>

/**
 * Counts the calls of all processes together, since Mapillary counts those of the application. While the database is away, each process counts
 * by itself. A process that takes a block and does not use it up wastes the rest, which no one notices below thousands of calls a minute.
 */
export function createCallBudget(db: Db, { perMinute }: { perMinute: number }): TakeCall {
  const block = Math.min(LARGEST_BLOCK, Math.ceil(perMinute / 10))
  const options = { keyPrefix: 'mapillary', points: perMinute, duration: WINDOW_SECONDS }
  const counter = new RateLimiterPostgres({
    ...options,
    ...counterStore(db),
    insuranceLimiter: new RateLimiterMemory(options),
  })
  let left = 0
  let endsAt = 0
  let asking: Promise<number> | undefined

  async function ask(): Promise<number> {
    try {
      const { msBeforeNext } = await counter.consume('calls', block)
      left = block
      endsAt = Date.now() + msBeforeNext
      return 0
    } catch (refused) {
      if (refused instanceof RateLimiterRes) return Math.max(1, refused.msBeforeNext)
      throw refused
    }
  }

  return async function take(): Promise<number> {
    if (left > 0 && Date.now() < endsAt) {
      left -= 1
      return 0
    }
    asking ??= ask().finally(() => {
      asking = undefined
    })
    const waitMs = await asking
    return waitMs > 0 ? waitMs : take()
  }
}
