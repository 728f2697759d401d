import {
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRes,
  type RateLimiterStoreAbstract,
} from 'rate-limiter-flexible'
import type { Db } from '@/db/client'
import { HttpError } from '@/lib/errors'
import { RATE_LIMIT_CLASSES, type RateLimitClass } from './classes'
import { counterStore } from './counter-store'

/** Requests a minute for one caller; 0: no limit. */
export type RateLimits = Record<RateLimitClass, number>

/** What one more request of a caller means: headers for its answer, and the answer itself when it is one too many. */
type Counted = { headers: Record<string, string>; refusal: HttpError | null }

export interface RateLimiter {
  count(limit: RateLimitClass, subject: string): Promise<Counted>
}

const WINDOW_SECONDS = 60

type Counter = RateLimiterMemory | RateLimiterStoreAbstract

/**
 * Counts requests in PostgreSQL, for all processes together; while it is away, each process counts by itself. Pictures, tiles and
 * calls of Inngest are counted in memory only: there are many, and a query for each would cost more than it guards.
 */
export function createRateLimiter(db: Db, limits: RateLimits): RateLimiter {
  const counters = new Map<RateLimitClass, Counter>()
  for (const limit of RATE_LIMIT_CLASSES) {
    if (limits[limit] > 0) counters.set(limit, createCounter(db, limit, limits[limit]))
  }
  return {
    async count(limit, subject) {
      const counter = counters.get(limit)
      if (!counter) return { headers: {}, refusal: null }
      const quota = limits[limit]
      const { result, isTooMany } = await consume(counter, subject)
      const resetSeconds = Math.max(1, Math.ceil(result.msBeforeNext / 1000))
      const headers = {
        // draft-ietf-httpapi-ratelimit-headers-11
        'ratelimit-policy': `"${limit}";q=${quota};w=${WINDOW_SECONDS}`,
        ratelimit: `"${limit}";r=${result.remainingPoints};t=${resetSeconds}`,
      }
      return { headers, refusal: isTooMany ? tooMany(limit, quota, resetSeconds) : null }
    },
  }
}

/**
 * A rejected `consume` is a refusal, whatever its numbers say: a key that is blocked in memory is rejected with 0 consumed points
 * (rate-limiter-flexible 11.4.0).
 */
async function consume(counter: Counter, subject: string): Promise<{ result: RateLimiterRes; isTooMany: boolean }> {
  try {
    return { result: await counter.consume(subject), isTooMany: false }
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return { result: refused, isTooMany: true }
    throw refused
  }
}

function createCounter(db: Db, limit: RateLimitClass, points: number): Counter {
  const options = { keyPrefix: limit, points, duration: WINDOW_SECONDS }
  if (limit === 'picture' || limit === 'tile' || limit === 'steps') return new RateLimiterMemory(options)
  return new RateLimiterPostgres({
    ...options,
    ...counterStore(db),
    inMemoryBlockOnConsumed: points + 1, // who is over the limit costs no more queries
    insuranceLimiter: new RateLimiterMemory(options),
  })
}

function tooMany(limit: RateLimitClass, quota: number, resetSeconds: number): HttpError {
  return new HttpError(
    429,
    'Too many requests',
    `More than ${quota} requests of the kind "${limit}" in a minute. Try again in ${resetSeconds} s.`,
    { 'retry-after': String(resetSeconds) },
  )
}
