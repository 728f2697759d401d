import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { constants, setPriority } from 'node:os'
import pLimit from 'p-limit'
import type { Drawer, DrawingAnswer, DrawingJob } from './types'
import { Undrawable } from './undrawable'

/** The server gets the processors first; but a machine that is busy with other work must not keep visitors waiting for their picture. */
const VISITORS_WAIT = constants.priority.PRIORITY_BELOW_NORMAL
const PAGE_BYTES = 4096
const WATCH_EVERY_MS = 100
const END_WHEN_IDLE_MS = 60_000

type Bounds = { timeoutMs?: number; maxBytes?: number }

/**
 * Draws in a process of its own at low priority, started when it is needed. What a file makes it do costs that picture only: a process that
 * takes too long, takes too much memory, or dies is replaced for the next one. `script`: the bundle of main.ts.
 */
export function createDrawingProcess(
  script: string,
  { timeoutMs = 60_000, maxBytes = 1_200_000_000 }: Bounds = {},
): Drawer & { end(): void } {
  const oneByOne = pLimit(1)
  let running: ChildProcess | undefined
  let idle: NodeJS.Timeout | undefined

  function end(): void {
    clearTimeout(idle)
    running?.kill('SIGKILL')
    running = undefined
  }

  function start(): ChildProcess {
    const child = spawn(process.execPath, [script], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      serialization: 'advanced',
      env: { NODE_ENV: 'production' }, // no secrets for who takes it over
    })
    child.on('error', () => undefined) // its end is noticed by the exit
    child.on('exit', () => {
      if (running === child) running = undefined
    })
    if (child.pid !== undefined) setPriority(child.pid, VISITORS_WAIT)
    return child
  }

  async function ask(job: DrawingJob): Promise<Buffer[]> {
    clearTimeout(idle)
    running ??= start()
    const child = running
    const done = new AbortController()
    try {
      child.send(job)
      const answered = once(child, 'message', { signal: done.signal }).then(([answer]: DrawingAnswer[]) => answer)
      const ended = once(child, 'exit', { signal: done.signal }).then(() => ({ reason: 'the drawing process ended' }))
      const answer = await Promise.race([answered, ended, outOfBounds(child, done.signal)])
      if (answer && 'drawn' in answer) return answer.drawn.map((picture) => Buffer.from(picture))
      throw new Undrawable(answer?.reason ?? 'no answer')
    } finally {
      done.abort()
      idle = setTimeout(end, END_WHEN_IDLE_MS).unref()
    }
  }

  async function askOne(job: DrawingJob): Promise<Buffer> {
    const [picture] = await ask(job)
    if (!picture) throw new Undrawable('no answer')
    return picture
  }

  /** Ends the process, and says why, when it takes too much. */
  function outOfBounds(child: ChildProcess, signal: AbortSignal): Promise<DrawingAnswer> {
    const startedAt = Date.now()
    return new Promise((resolve) => {
      const timer = setInterval(async () => {
        const isLate = Date.now() - startedAt > timeoutMs
        const isLarge = !isLate && (await residentBytes(child)) > maxBytes
        if (signal.aborted || (!isLate && !isLarge)) return
        resolve({ reason: isLate ? 'it takes too long' : 'it takes too much memory' })
        end()
      }, WATCH_EVERY_MS)
      signal.addEventListener('abort', () => clearInterval(timer))
    })
  }

  return {
    drawOriginal: (...of) => oneByOne(() => askOne({ draw: 'drawOriginal', of })),
    drawInner: (...of) => oneByOne(() => askOne({ draw: 'drawInner', of })),
    drawPreview: (...of) => oneByOne(() => askOne({ draw: 'drawPreview', of })),
    drawBlurred: (...of) => oneByOne(() => askOne({ draw: 'drawBlurred', of })),
    drawWebp: (...of) => oneByOne(() => askOne({ draw: 'drawWebp', of })),
    drawTiles: (...of) => oneByOne(() => ask({ draw: 'drawTiles', of })),
    end,
  }
}

/** Memory that a process holds; 0 where the system does not tell. */
async function residentBytes({ pid }: ChildProcess): Promise<number> {
  const sizes = await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => '')
  return Number(sizes.split(' ')[1] ?? 0) * PAGE_BYTES
}
