import {
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRes,
  type RateLimiterStoreAbstract,
} from 'rate-limiter-flexible'
import type { Db } from '@/db/client'
import { HttpError } from '@/lib/errors'
import type { RateLimitClass, RateLimits } from '@/lib/model/limits'
import { counterStore } from './counter-store'

/** What one more request of a caller means: headers for its answer, and the answer itself when it is one too many. */
type Counted = { headers: Record<string, string>; refusal: HttpError | null }

export interface RateLimiter {
  count(limit: RateLimitClass, subject: string): Promise<Counted>
}

const WINDOW_SECONDS = 60

type Counter = RateLimiterMemory | RateLimiterStoreAbstract

/**
 * Counts requests in PostgreSQL, for all processes together; while it is away, each process counts by itself. Pictures, tiles and
 * calls of Inngest are counted in memory only: there are many, and a query for each would cost more than it guards. `findLimits`: those
 * that count now; admins change them.
 */
export function createRateLimiter(db: Db, findLimits: () => RateLimits): RateLimiter {
  const counters = new Map<RateLimitClass, { quota: number; counter: Counter }>()
  const counterFor = (limit: RateLimitClass, quota: number) => {
    const known = counters.get(limit)
    if (known?.quota === quota) return known.counter
    const counter = createCounter(db, limit, quota)
    counters.set(limit, { quota, counter })
    return counter
  }
  return {
    async count(limit, subject) {
      const quota = findLimits()[limit]
      if (quota === 0) return { headers: {}, refusal: null }
      const counter = counterFor(limit, quota)
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
