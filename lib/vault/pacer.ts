import { setTimeout as delay } from 'node:timers/promises'

const BURST_SECONDS = 0.25

/** Holds whoever reads to a number of bytes a second. */
export type Pacer = { take(bytes: number): Promise<void> }

type Clock = { now(): number; sleep(ms: number): Promise<unknown> }

/** A token bucket that all readers of a process share, first come, first served. 0: no limit. */
export function createPacer(
  bytesPerSecond: number,
  clock: Clock = { now: () => performance.now(), sleep: (ms) => delay(ms) },
): Pacer {
  let freeAt = clock.now() // when all bytes that were taken are paid for
  return {
    async take(bytes) {
      if (bytesPerSecond === 0) return
      const now = clock.now()
      freeAt = Math.max(freeAt, now - BURST_SECONDS * 1_000) + (bytes / bytesPerSecond) * 1_000
      if (freeAt > now) await clock.sleep(freeAt - now)
    },
  }
}
