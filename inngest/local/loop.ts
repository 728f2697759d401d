const DELAY_AFTER_ERROR_MS = 1000

export type Loop = { wake: () => void; stop: () => Promise<void> }

/**
 * Runs `turn` now and whenever it is woken, never twice at once; a wake-up during a turn leads to another turn. `turn`
 * returns after how many milliseconds it wants to run again if nobody wakes it.
 */
export function startLoop(turn: () => Promise<number>, onError: (error: unknown) => void): Loop {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let isWoken = false
  let isStopped = false

  async function run() {
    let delayMs = 0
    do {
      isWoken = false
      try {
        delayMs = await turn()
      } catch (error) {
        if (!isStopped) onError(error)
        delayMs = DELAY_AFTER_ERROR_MS
      }
    } while (isWoken && !isStopped)
    running = undefined
    if (!isStopped) timer = setTimeout(wake, Math.min(Math.max(0, delayMs), 60_000))
  }

  function wake() {
    if (isStopped) return
    isWoken = true
    clearTimeout(timer)
    running ??= Promise.resolve().then(run)
  }

  wake()
  return {
    wake,
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await running
    },
  }
}
