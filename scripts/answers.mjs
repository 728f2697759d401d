import { setTimeout as delay } from 'node:timers/promises'

const READY_TIMEOUT_MS = 120_000

/** Waits until the address answers without a server error, or the caller gives up. */
export async function answers(address, isGivenUp) {
  while (!isGivenUp()) {
    try {
      const response = await fetch(address, { signal: AbortSignal.timeout(10_000), redirect: 'manual' })
      if (response.status < 500) return
    } catch {
      // Not there yet; a part that dies is handled by the supervisor.
    }
    await delay(100)
  }
}

/** Rejects when not all of them are ready in time, and names those. */
export async function tooLate(ready, logs) {
  const waiting = new Set(ready.map(([name]) => name))
  for (const [name, promise] of ready) promise.then(() => waiting.delete(name))
  await delay(READY_TIMEOUT_MS, undefined, { ref: false })
  throw new Error(`Not ready after ${READY_TIMEOUT_MS / 1000} s: ${[...waiting].join(', ')}. See ${logs}`)
}
