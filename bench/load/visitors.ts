import { setTimeout as delay } from 'node:timers/promises'
import { Agent, request } from 'undici'
import { random } from '@/demo/random'
import { type Line, percentile } from '../import/line'
import type { LoadBench, LoadScene } from './types'

const VISITORS = 20
const EVERY_MS = 50 // one of them asks for something
const REQUESTS = 100

type Times = { p50: number; p95: number; faults: number; count: number }
type Answers = { times: number[]; faults: number }

/** An address from which a visitor comes, of the range for private networks. */
export function addressOf(visitor: number): string {
  return `10.1.${Math.floor(visitor / 250)}.${1 + (visitor % 250)}`
}

/** A hundred requests of one visitor in an order of his own. */
export function pathsOf({ mix }: LoadScene, next: () => number): string[] {
  const paths = mix.flatMap(({ paths, share }) =>
    Array.from({ length: share }, () => paths[Math.floor(next() * paths.length)] ?? '/'),
  )
  return paths
    .map((path) => ({ path, at: next() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ path }) => path)
}

/** What usual visitors wait: twenty addresses, who ask for twenty things a second together, whatever else is going on. */
async function visit({ url, scene, seconds }: LoadBench): Promise<Answers> {
  const next = random('usual visitors')
  const agent = new Agent({ connections: VISITORS })
  const asked: Promise<void>[] = []
  const times: number[] = []
  let faults = 0
  const paths = pathsOf(scene, next)
  const ask = async (path: string, visitor: number) => {
    const headers = { 'x-forwarded-for': addressOf(1_000 + visitor), 'accept-encoding': 'gzip' }
    const startedAt = performance.now()
    try {
      const { statusCode, body } = await request(url + path, { dispatcher: agent, headers })
      await body.dump({ limit: Number.POSITIVE_INFINITY })
      if (statusCode >= 400) faults += 1
    } catch {
      faults += 1
    }
    times.push(performance.now() - startedAt)
  }
  for (let count = 0; count < (seconds * 1000) / EVERY_MS; count += 1) {
    asked.push(ask(paths[count % REQUESTS] ?? '/', count % VISITORS))
    await delay(EVERY_MS)
  }
  await Promise.all(asked)
  await agent.close()
  return { times, faults }
}

function summarise(all: Answers[]): Times {
  const times = all.flatMap((answers) => answers.times)
  const faults = all.reduce((sum, answers) => sum + answers.faults, 0)
  return { p50: percentile(times, 0.5), p95: percentile(times, 0.95), faults, count: times.length }
}

/** What usual visitors wait while `trouble` goes on, beside what they wait before and after it. `trouble` is stopped by its signal. */
export async function measureBeside(
  bench: LoadBench,
  { name, goal, trouble }: { name: string; goal: number; trouble: (signal: AbortSignal) => Promise<string> },
): Promise<Line> {
  await visit({ ...bench, seconds: 3 }) // what is drawn once is kept
  const before = await visit(bench)
  const stopping = new AbortController()
  const troubling = trouble(stopping.signal)
  const meanwhile = summarise([await visit(bench)])
  stopping.abort()
  const told = await troubling
  const without = summarise([before, await visit(bench)])
  const ratio = meanwhile.p95 / without.p95
  return {
    name,
    measured: `${describe(meanwhile)} = ${ratio.toFixed(2)} ×; ${told}`,
    baseline: describe(without),
    goal: `p95 ≤ ${goal} ×, no refusal`,
    isMet: ratio <= goal && meanwhile.faults === 0,
    values: { without, meanwhile },
  }
}

function describe({ p50, p95, faults, count }: Times): string {
  return `p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms, ${faults} faults of ${count}`
}
