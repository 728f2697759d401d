import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { sign } from '@/inngest/local/signing'
import { createRunnerDatabase, EVENT_KEY, endedRuns, SIGNING_KEY, startTestRunner } from '@/tests/support/runner'
import { newDataDir } from '@/tests/support/stack'
import { startPostgres } from '../../scripts/postgres.mjs'
import { type Line, percentile } from './line'

const GOAL_MS = 10
const TOLERANCE = 0.1
const TIMEOUT_MS = 600_000

/**
 * What the embedded runner adds to a step: from the end of the app's answer to the arrival of its next request, beside
 * one bare commit in the same database. `runs` runs of `steps` steps follow each other, so that the history grows.
 */
export async function measureRunner({ runs, steps }: { runs: number; steps: number }): Promise<Line[]> {
  const dataDir = newDataDir()
  const server = await startPostgres({ dataDir: join(dataDir, 'postgres') })
  const app = await startBareApp(steps)
  const database = await createRunnerDatabase(server.url)
  const runner = await startTestRunner({ databaseUrl: database.url, appUrl: app.url })
  try {
    const commitsMs = await commits(database.sql)
    for (let run = 1; run <= runs; run++) {
      await fetch(`http://127.0.0.1:${runner.port}/e/${EVENT_KEY}`, { method: 'POST', body: '{"name":"bench"}' })
      await endedRuns(database.sql, 'bench', run, TIMEOUT_MS)
    }
    return describe(app.overheadsMs, { runs, steps, commitMs: percentile(commitsMs, 0.5) })
  } finally {
    await runner.stop()
    await database.drop()
    await app.stop()
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** An app that does what the SDK would, but in no time: each request runs the next step. */
async function startBareApp(steps: number) {
  const overheadsMs: number[] = []
  let answeredAt = Number.NaN
  const functions = [{ id: 'app-bench', triggers: [{ event: 'bench' }], steps: { step: {} } }]

  function answerTo({ steps: known }: { steps: Record<string, unknown> }, arrivedAt: number): [number, unknown] {
    const done = Object.keys(known).length
    if (done > 0) overheadsMs.push(arrivedAt - answeredAt)
    if (done === steps) return [200, done]
    const id = createHash('sha1').update(`${done}`).digest('hex')
    return [206, [{ id, op: 'StepRun', displayName: 'step', data: { text: 'x'.repeat(200) } }]]
  }

  const server = createServer(async (request, response) => {
    const arrivedAt = performance.now()
    let text = ''
    for await (const chunk of request) text += chunk
    const [status, answer] = request.method === 'PUT' ? [200, { functions }] : answerTo(JSON.parse(text), arrivedAt)
    const body = JSON.stringify(answer)
    response.writeHead(status, { 'x-inngest-sdk': 'js:v4', 'x-inngest-signature': sign(body, SIGNING_KEY) })
    response.end(body, () => {
      answeredAt = performance.now()
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const stop = async () => {
    server.closeAllConnections()
    server.close()
  }
  return { overheadsMs, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, stop }
}

async function commits(sql: Awaited<ReturnType<typeof createRunnerDatabase>>['sql']): Promise<number[]> {
  await sql`create table commits (number integer)`
  const durationsMs: number[] = []
  for (let number = 0; number < 100; number++) {
    const startedAt = performance.now()
    await sql`insert into commits values (${number})`
    durationsMs.push(performance.now() - startedAt)
  }
  return durationsMs
}

function describe(
  overheadsMs: number[],
  { runs, steps, commitMs }: { runs: number; steps: number; commitMs: number },
): Line[] {
  const quarter = Math.floor(runs / 4) * steps || steps
  const [first, last] = [overheadsMs.slice(0, quarter), overheadsMs.slice(-quarter)].map((part) =>
    percentile(part, 0.5),
  )
  const median = percentile(overheadsMs, 0.5)
  const growth = (last ?? Number.NaN) / (first ?? Number.NaN) - 1
  const ms = (value: number | undefined) => `${(value ?? Number.NaN).toFixed(1)} ms`
  return [
    {
      name: 'Runner, a step',
      measured: `median ${ms(median)}, 95 % ${ms(percentile(overheadsMs, 0.95))}`,
      baseline: `one bare commit ${ms(commitMs)}`,
      goal: `median ≤ ${GOAL_MS} ms on an idle machine`,
      isMet: median <= GOAL_MS,
      values: { median, p95: percentile(overheadsMs, 0.95), commitMs },
    },
    {
      name: 'Runner, history',
      measured: `last quarter of ${runs * steps} steps ${ms(last)}`,
      baseline: `first quarter ${ms(first)}`,
      goal: `≤ +${TOLERANCE * 100} %: ${(growth * 100).toFixed(0)} %`,
      isMet: growth <= TOLERANCE,
      values: { runs, steps, first, last },
    },
  ]
}
