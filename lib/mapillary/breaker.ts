import { AppError, type ErrorCode } from '@/lib/errors'

const FAILURES = 3 // of different things, one soon after the other
const WITHIN_MS = 60_000
const FIRST_REST_MS = 30_000
const LONGEST_REST_MS = 600_000
const ANSWERS: ErrorCode[] = ['NOT_FOUND', 'FORBIDDEN'] // only Mapillary itself says so

/** Mapillary failed several times, so it was not asked. */
class MapillaryAway extends AppError {
  readonly isAway = true // routes and pages are bundled apart, each with a class of its own

  constructor(retryAfterMs: number) {
    const seconds = Math.ceil(retryAfterMs / 1_000)
    super('UPSTREAM_FAILED', `Mapillary does not answer now. It is asked again in ${seconds} s.`, { retryAfterMs })
  }
}

export function isAway(error: unknown): boolean {
  return error instanceof AppError && 'isAway' in error
}

export type Breaker = ReturnType<typeof createBreaker>

/**
 * Keeps visitors from waiting for a Mapillary that is away. After three failures within a minute it is not asked for 30 s, and whoever waits
 * for it goes on at once; then one call tries, and each failure doubles the rest, to ten minutes at most. Any answer ends it. Why each process has
 * its own: docs/decisions/012-breaker-per-process.md.
 */
export function createBreaker({ now = Date.now }: { now?: () => number } = {}) {
  const failures = new Map<unknown, number>() // what failed, and when
  const waiting = new Set<(error: AppError) => void>()
  let restMs = 0 // 0: Mapillary is asked
  let restsUntil = 0
  let isTrying = false

  function noteAnswer(): void {
    failures.clear()
    restMs = 0
  }

  function rest(): void {
    restMs = Math.min(Math.max(FIRST_REST_MS, restMs * 2), LONGEST_REST_MS)
    restsUntil = now() + restMs
    failures.clear()
    for (const giveUp of waiting) giveUp(new MapillaryAway(restMs))
  }

  function noteFailure(subject: unknown, isTrial: boolean): void {
    if (restMs > 0) {
      if (isTrial) rest() // else it was begun before, and is nothing new
      return
    }
    for (const [earlier, at] of failures) if (at <= now() - WITHIN_MS) failures.delete(earlier)
    failures.set(subject, now())
    if (failures.size >= FAILURES) rest()
  }

  async function noted<T>(work: () => Promise<T>, subject: unknown, isTrial: boolean): Promise<T> {
    try {
      const answer = await work()
      noteAnswer()
      return answer
    } catch (error) {
      const code = error instanceof AppError ? error.code : null
      if (code === 'UPSTREAM_FAILED') noteFailure(subject, isTrial)
      else if (code && ANSWERS.includes(code)) noteAnswer()
      throw error
    } finally {
      if (isTrial) isTrying = false
    }
  }

  return {
    /** Whether Mapillary is not asked now. */
    isOpen: () => restMs > 0 && (isTrying || now() < restsUntil),

    /** Makes a call to Mapillary unless it is away; then throws what `isAway` knows. Failures of one `subject` count once. */
    async call<T>(work: () => Promise<T>, subject: unknown = Symbol('call')): Promise<T> {
      if (this.isOpen()) throw new MapillaryAway(Math.max(0, restsUntil - now()))
      const isTrial = restMs > 0
      isTrying ||= isTrial
      const call = noted(work, subject, isTrial)
      let giveUp: (error: AppError) => void = () => undefined
      const givenUp = new Promise<never>((_, reject) => {
        giveUp = reject
      })
      waiting.add(giveUp)
      return Promise.race([call, givenUp]).finally(() => waiting.delete(giveUp))
    },
  }
}
