import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { Inngest, type InngestFunction } from 'inngest'
import { serve } from 'inngest/node'
import postgres from 'postgres'
import { type Runner, type RunnerOptions, startRunner } from '@/inngest/local/runner'
import { createDatabase, dropDatabase } from '../../scripts/databases.mjs'
import { freePort } from '../../scripts/ports.mjs'

export const EVENT_KEY = 'test-event-key'
export const SIGNING_KEY = `signkey-test-${'0123456789abcdef'.repeat(4)}`

const silent = { debug() {}, info() {}, warn() {}, error() {} }

/** An empty database for one test file, without the product's own tables. */
export async function createRunnerDatabase(server = process.env.TEST_DATABASE_URL) {
  if (!server) throw new Error('TEST_DATABASE_URL is unset: this test belongs to the integration project')
  const name = `runner_test_${randomBytes(6).toString('hex')}`
  const url = await createDatabase(server, name, { template: 'template1' })
  const sql = postgres(url, { max: 2, onnotice: () => {} })
  const drop = async () => {
    await sql.end()
    await dropDatabase(server, name)
  }
  return { url, sql, drop }
}

type Missing = undefined | null | false

/** Waits until `check` gives something. Fails after a while, saying what is missing. */
export async function until<T>(
  what: string,
  check: () => T | Missing | Promise<T | Missing>,
  timeoutMs = 45_000, // many times what it takes: a busy machine breaks nothing
): Promise<T> {
  const deadline = Date.now() + timeoutMs
  for (;;) {
    const value = await check()
    if (value !== undefined && value !== null && value !== false) return value
    if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}`)
    await delay(5)
  }
}

export type DefineFunctions = (inngest: Inngest.Any) => InngestFunction.Any[]

/** An app of its own process-wide port that serves functions in cloud mode, as Next.js would. */
export async function startApp(
  define: DefineFunctions,
  { runnerPort, port = 0 }: { runnerPort: number; port?: number },
) {
  const inngest = new Inngest({
    id: 'app',
    isDev: false,
    eventKey: EVENT_KEY,
    signingKey: SIGNING_KEY,
    baseUrl: `http://127.0.0.1:${runnerPort}`,
    logger: silent,
    internalLogger: silent,
  })
  const server = createServer(serve({ client: inngest, functions: define(inngest) }))
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const address = server.address() as AddressInfo
  return {
    inngest,
    port: address.port,
    url: `http://127.0.0.1:${address.port}/api/inngest`,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** An app with functions and a runner for it, in this process, synced. */
export async function startAppAndRunner(
  databaseUrl: string,
  define: DefineFunctions,
  options: Partial<RunnerOptions> = {},
) {
  const runnerPort = await freePort()
  const app = await startApp(define, { runnerPort })
  const runner = await startTestRunner({ databaseUrl, appUrl: app.url, port: runnerPort, ...options })
  await until('the sync', () => isSynced(runner))
  return { app, runner, inngest: app.inngest, stop: () => Promise.all([app.stop(), runner.stop()]) }
}

/** A runner in this process that retries without delay. */
export function startTestRunner(
  options: Partial<RunnerOptions> & { databaseUrl: string; appUrl: string },
): Promise<Runner> {
  const defaults = { eventKey: EVENT_KEY, signingKey: SIGNING_KEY, retryDelayMs: () => 1, log: () => {} }
  return startRunner({ ...defaults, ...options })
}

export async function isSynced({ port }: { port: number }): Promise<boolean> {
  const response = await fetch(`http://127.0.0.1:${port}/healthz`)
  const health = (await response.json()) as { isSynced: boolean }
  return health.isSynced
}

export type RunRow = {
  id: string
  status: string
  output: unknown
  event: { id: string; data: Record<string, unknown> }
}

/** The runs of a function, oldest first. */
export async function listRuns(sql: postgres.Sql, functionId: string): Promise<RunRow[]> {
  const rows = await sql<{ id: string; status: string; output: string | null; event: string }[]>`
    select id, status, output, event from runner.runs where function_id = ${`app-${functionId}`} order by created_at`
  return rows.map((row) => ({ ...row, output: row.output && JSON.parse(row.output), event: JSON.parse(row.event) }))
}

/** Waits until all of the function's `count` runs have ended. */
export function endedRuns(sql: postgres.Sql, functionId: string, count = 1, timeoutMs = 45_000): Promise<RunRow[]> {
  return until(
    `${count} ended runs of ${functionId}`,
    async () => {
      const runs = await listRuns(sql, functionId)
      return runs.length >= count && runs.every(({ status }) => status !== 'running') ? runs : false
    },
    timeoutMs,
  )
}
