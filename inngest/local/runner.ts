import { randomUUID } from 'node:crypto'
import type { AddressInfo, Server } from 'node:net'
import { retryWhileDatabaseIsAway } from '@/db/retry-while-database-is-away'
import { connectApp, reasonOf } from '@/inngest/local/app'
import { startAppSync } from '@/inngest/local/app-sync'
import { dispatchStoredEvents, type StoredEvent, storeEvents } from '@/inngest/local/events'
import { RUNNER_LEASE_MS, takeLease } from '@/inngest/local/lease'
import { startLoop } from '@/inngest/local/loop'
import { type Answer, isWait } from '@/inngest/local/protocol'
import { freeAllLeases, freeExpiredLeases } from '@/inngest/local/queue'
import type { Rules } from '@/inngest/local/run'
import { createEventServer } from '@/inngest/local/server'
import { createTables, deleteOld, openDatabase } from '@/inngest/local/store'
import { fireCrons, fireWaits, nextTimerInMs, storeCrons } from '@/inngest/local/timers'
import { createWorkers, LEASE_MS } from '@/inngest/local/workers'

export type RunnerOptions = {
  databaseUrl: string
  appUrl: string // where the SDK is served, such as http://127.0.0.1:3000/api/inngest
  eventKey: string
  signingKey: string
  host?: string
  port?: number // 0, the default: any that is free
  holder?: string // a name that at most one living runner has; the next one with it takes over at once
  leaseMs?: number // for how long another runner waits when this one is gone
  concurrency?: number // requests to the app at once
  retryDelayMs?: (attempt: number) => number // after a failed attempt, counted from 0
  log?: (message: string) => void
  onFatal?: (error: Error) => void // the runner must not go on, for example because there is another one
}

export type Runner = { port: number; stop: () => Promise<void> }

const DATABASE_PATIENCE_MS = 100_000 // a database that was killed first replays what it had not written down
const RETENTION_EVERY_MS = 60_000
const STOP_GRACE_MS = 2000
const REPEAT_LOG_MS = 60_000
const RETRY_DELAYS_SECONDS = [1, 5, 15, 30, 60, 120, 300, 600]

/** Runs the app's Inngest functions, with all state in PostgreSQL. Throws when the database has a runner already. */
export async function startRunner(options: RunnerOptions): Promise<Runner> {
  const { concurrency = 24, holder = randomUUID(), leaseMs = RUNNER_LEASE_MS } = options
  const log = withoutRepeats(options.log ?? console.error)
  const sql = openDatabase(options.databaseUrl, 10)
  await retryWhileDatabaseIsAway(() => createTables(sql), { patienceMs: DATABASE_PATIENCE_MS }) // they may have died together
  const lease = await takeLease(sql, { holder, leaseMs }).catch((error: unknown) =>
    sql.end().then(() => Promise.reject(error)),
  )
  const { write } = lease
  await write(freeAllLeases)

  const app = connectApp({ url: options.appUrl, signingKey: options.signingKey })
  const rules: Rules = { functions: [], retryDelayMs: options.retryDelayMs ?? defaultRetryDelayMs }
  const workers = createWorkers({ sql, write, app, rules, concurrency, onSettled, log })

  const onError = (error: unknown) => log(`The runner is held up: ${reasonOf(error)}`)
  const appSync = startAppSync({ app, rules, onFunctions, onSynced, onError, log })
  const whenSynced = (turn: () => Promise<number>) => () =>
    appSync.isSynced() ? turn() : Promise.resolve(Number.POSITIVE_INFINITY)
  const dispatching = startLoop(whenSynced(dispatch), onError)
  const working = startLoop(whenSynced(workers.fill), onError)
  const timing = startLoop(whenSynced(fireTimers), onError)
  const beating = startLoop(beat, onError)
  const cleaning = startLoop(() => write(deleteOld).then(() => RETENTION_EVERY_MS), onError)
  const renewing = startLoop(renew, onError)
  const running = [renewing, dispatching, working, timing, appSync, beating, cleaning]

  const server = createEventServer({ eventKey: options.eventKey, accept, health, log })
  const port = await listen(server, options)
  return { port, stop }

  async function accept(events: StoredEvent[]) {
    await write((tx) => storeEvents(tx, events))
    // An unknown name may be that of a function which the app got since the last sync.
    if (events.some(({ name }) => !isTrigger(rules, name))) appSync.require()
    dispatching.wake()
  }

  async function dispatch() {
    if ((await dispatchStoredEvents(write, rules.functions)) > 0) working.wake()
    return Number.POSITIVE_INFINITY
  }

  async function fireTimers() {
    if ((await fireWaits(sql, write)) + (await fireCrons(sql, write, rules.functions)) > 0) working.wake()
    return nextTimerInMs(sql)
  }

  function onSettled(answer: Answer | undefined) {
    if (answer?.kind === 'unavailable') {
      log(`The app does not answer: ${answer.reason}`)
      appSync.require()
    }
    if (answer?.kind === 'operations' && answer.operations.some(isWait)) timing.wake()
    working.wake()
  }

  async function onFunctions() {
    await storeCrons(write, rules.functions)
  }

  function onSynced() {
    for (const loop of [dispatching, working, timing]) loop.wake()
  }

  async function renew() {
    if (!(await lease.renew())) options.onFatal?.(new Error('Another runner has taken over this database'))
    return leaseMs / 3
  }

  async function beat() {
    await workers.heartbeat()
    await write(freeExpiredLeases)
    working.wake()
    return LEASE_MS / 3
  }

  function health() {
    return { status: 'ok', isSynced: appSync.isSynced(), functions: rules.functions.length, running: workers.count() }
  }

  async function stop() {
    server.close()
    server.closeAllConnections()
    await Promise.all(running.map((part) => part.stop()))
    await workers.drain(STOP_GRACE_MS)
    await lease.release()
    await sql.end({ timeout: 1 })
  }
}

function isTrigger({ functions }: Rules, name: string): boolean {
  return functions.some(({ triggers, cancels }) => [...triggers, ...cancels].some(({ event }) => event === name))
}

/** Resolves to the port. */
function listen(
  server: Server,
  { host = '127.0.0.1', port = 0 }: Pick<RunnerOptions, 'host' | 'port'>,
): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve(portOf(server.address())))
  })
}

/** The same message is logged once a minute. */
function withoutRepeats(log: (message: string) => void): (message: string) => void {
  const loggedAt = new Map<string, number>()
  return (message) => {
    const now = Date.now()
    for (const [known, at] of loggedAt) if (now - at > REPEAT_LOG_MS) loggedAt.delete(known)
    if (loggedAt.has(message)) return
    loggedAt.set(message, now)
    log(message)
  }
}

function defaultRetryDelayMs(attempt: number): number {
  const seconds = RETRY_DELAYS_SECONDS[attempt] ?? 900
  return seconds * 1000 * (1 + Math.random() * 0.2)
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The runner does not listen on a port')
  return address.port
}
