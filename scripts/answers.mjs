import { setTimeout as delay } from 'node:timers/promises'

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
