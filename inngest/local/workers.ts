import { setTimeout as delay } from 'node:timers/promises'
import type { Sql } from 'postgres'
import { retryWhileDatabaseIsAway } from '@/db/retry-while-database-is-away'
import { type App, reasonOf } from '@/inngest/local/app'
import type { Write } from '@/inngest/local/lease'
import type { Answer } from '@/inngest/local/protocol'
import { type ClaimedJob, claimJobs, extendLeases, freeLeases, nextJobInMs, putBack } from '@/inngest/local/queue'
import { buildRequest } from '@/inngest/local/request'
import { applyAnswer, type Rules } from '@/inngest/local/run'

export const LEASE_MS = 30_000
const PATIENCE_MS = LEASE_MS / 2

type Options = {
  sql: Sql
  write: Write
  app: App
  rules: Rules
  concurrency: number
  /** Called after each job; without an answer when it was given up. */
  onSettled: (answer: Answer | undefined) => void
  log: (message: string) => void
}

/** Makes the requests of due jobs, up to `concurrency` at once. */
export function createWorkers({ sql, write, app, rules, concurrency, onSettled, log }: Options) {
  const inFlight = new Map<string, { abort: AbortController; done: Promise<void> }>() // by lease

  /** Claims as much as there is room for. Returns in how many milliseconds to look again, if nothing happens before. */
  async function fill(): Promise<number> {
    const count = concurrency - inFlight.size
    if (count <= 0) return Number.POSITIVE_INFINITY
    const nextInMs = await nextJobInMs(sql) // before the claim: a job that becomes due between the two must not be missed
    const jobs = await write((tx) => claimJobs(tx, { count, leaseMs: LEASE_MS }))
    for (const job of jobs) start(job)
    return jobs.length < count ? nextInMs : Number.POSITIVE_INFINITY
  }

  function start(job: ClaimedJob) {
    const abort = new AbortController()
    const done = work(job, abort.signal)
      .catch((error: unknown) => {
        log(`Job ${job.id} of run ${job.runId} is left to its lease: ${reasonOf(error)}`)
        return undefined
      })
      .then((answer) => {
        inFlight.delete(job.lease)
        onSettled(answer)
      })
    inFlight.set(job.lease, { abort, done })
  }

  async function work(job: ClaimedJob, signal: AbortSignal): Promise<Answer | undefined> {
    const patience = { patienceMs: PATIENCE_MS, signal }
    const request = await retryWhileDatabaseIsAway(() => buildRequest(sql, rules.functions, job), patience)
    if (!request || signal.aborted) return undefined
    const answer = await app.run(request, signal)
    if (signal.aborted) return undefined
    // Without its answer noted, the step would run again.
    await retryWhileDatabaseIsAway(() => {
      if (answer.kind === 'unavailable') return write((tx) => putBack(tx, job, backOffMs(job.misses)))
      return applyAnswer(write, rules, job, answer)
    }, patience)
    return answer
  }

  /** Extends the leases of all requests under way, and gives up those that were lost. */
  async function heartbeat(): Promise<void> {
    const leases = [...inFlight.keys()]
    if (leases.length === 0) return
    const held = new Set(await write((tx) => extendLeases(tx, leases, LEASE_MS)))
    for (const lease of leases) if (!held.has(lease)) inFlight.get(lease)?.abort.abort()
  }

  /** Waits for the requests under way, no longer than `graceMs`, and gives up the others, which a next runner repeats. */
  async function drain(graceMs: number): Promise<void> {
    const all = Promise.allSettled([...inFlight.values()].map(({ done }) => done))
    await Promise.race([all, delay(graceMs, undefined, { ref: false })])
    const leases = [...inFlight.keys()]
    for (const { abort } of inFlight.values()) abort.abort()
    if (leases.length > 0) await write((tx) => freeLeases(tx, leases))
  }

  return { fill, heartbeat, drain, count: () => inFlight.size }
}

/** Milliseconds to wait before the app is asked again: 250 ms, doubled each time, at most 5 s. */
export function backOffMs(misses: number): number {
  return Math.min(250 * 2 ** Math.min(misses, 5), 5000)
}
