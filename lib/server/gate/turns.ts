import { performance } from 'node:perf_hooks'

type Line = {
  running: number
  waiting: (() => void)[]
  waitsSince: number | null // since when without a break; null: nobody waits
  begunAt: number
  restsUntil: number // a flood, while others are served
  isFlood: boolean
}

/** Ends a turn. `restMs`: the caller has one turn less for so long. */
export type EndTurn = (restMs?: number) => void

export type Turns = {
  /** Resolves when the caller's next request may begin, with what ends its turn; null: too many of them wait. */
  take(caller: string): Promise<EndTurn> | null
}

const BUSY_SHARE = 0.9 // of the time
const SAMPLE_MS = 250

const DEFAULTS = {
  most: 12, // of one caller at once
  floodAfterMs: 400,
  yieldMs: 200,
  restFactor: 9, // a flood rests for so many times what its last request took
  othersMs: 1_000, // since the last request of another caller began: nobody else is served
  turnMs: 5_000, // nothing holds a turn for longer, so that nobody waits for ever
  mostWaiting: 500,
  isBusy: watchEventLoop(),
}

/**
 * Keeps one caller from being served instead of all others. Each has some requests under way at once; the next ones wait. Whoever has had
 * requests wait for 0.4 seconds while the process has no time left is a flood until none waits: it has one under way, which begins when nobody
 * else is served, or after a fifth of a second; while others come, it rests after each, and has a tenth of the time. A whole network behind
 * one address that only waits for the database or Mapillary is none.
 */
export function createTurns(options: Partial<typeof DEFAULTS> = {}): Turns {
  const { most, floodAfterMs, yieldMs, restFactor, othersMs, turnMs, mostWaiting, isBusy } = { ...DEFAULTS, ...options }
  const lines = new Map<string, Line>()
  let running = 0
  let looksAgain = false
  let othersBegunAt = 0

  function mayBegin(line: Line): boolean {
    const { running: own, waiting, waitsSince, begunAt } = line
    if (waiting.length === 0 || waitsSince === null) return false
    line.isFlood ||= Date.now() - waitsSince >= floodAfterMs && isBusy()
    if (!line.isFlood) return own < most
    const isShared = Date.now() - othersBegunAt < othersMs
    if (isShared && Date.now() < line.restsUntil) return false
    return own === 0 && (running === 0 || Date.now() - begunAt >= yieldMs)
  }

  function beginNext(): void {
    for (const [caller, line] of lines) {
      while (mayBegin(line)) begin(line)
      if (line.running === 0 && line.waiting.length === 0) lines.delete(caller)
    }
    if (looksAgain || lines.size === 0) return
    looksAgain = true
    setTimeout(lookAgain, yieldMs)
  }

  function lookAgain(): void {
    looksAgain = false
    beginNext()
  }

  function begin(line: Line): void {
    line.running += 1
    line.begunAt = Date.now()
    running += 1
    if (!line.isFlood) othersBegunAt = Date.now()
    line.waiting.shift()?.()
    if (line.waiting.length > 0) return
    line.waitsSince = null
    line.isFlood = false
  }

  function leave(line: Line): void {
    line.running -= 1
    beginNext()
  }

  function rest(line: Line): void {
    const ms = Math.min(yieldMs, restFactor * (Date.now() - line.begunAt))
    line.restsUntil = Date.now() + ms
    setTimeout(beginNext, ms)
  }

  /** What ends the turn of a line that has just begun; it ends by itself too. */
  function endOf(line: Line): EndTurn {
    const { isFlood } = line
    let isOver = false
    const end: EndTurn = (restMs = 0) => {
      if (isOver) return
      isOver = true
      clearTimeout(timer)
      running -= 1
      if (isFlood) rest(line)
      if (restMs > 0) setTimeout(leave, restMs, line)
      else leave(line)
    }
    const timer = setTimeout(end, turnMs)
    return end
  }

  return {
    take(caller) {
      const line = lines.get(caller) ?? {
        running: 0,
        waiting: [],
        waitsSince: null,
        begunAt: 0,
        restsUntil: 0,
        isFlood: false,
      }
      if (line.waiting.length >= mostWaiting) return null
      lines.set(caller, line)
      return new Promise((resolve) => {
        line.waiting.push(() => resolve(endOf(line)))
        line.waitsSince ??= Date.now()
        beginNext()
      })
    },
  }
}

/** Tells whether the event loop of this process had hardly a rest lately. */
function watchEventLoop(): () => boolean {
  let from = performance.eventLoopUtilization()
  let sampledAt = Date.now()
  let isBusy = false
  return () => {
    if (Date.now() - sampledAt < SAMPLE_MS) return isBusy
    const now = performance.eventLoopUtilization()
    isBusy = performance.eventLoopUtilization(now, from).utilization >= BUSY_SHARE
    from = now
    sampledAt = Date.now()
    return isBusy
  }
}
