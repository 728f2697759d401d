import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createRunnerDatabase, EVENT_KEY, endedRuns, SIGNING_KEY, startApp, until } from '@/tests/support/runner'
import { freePort } from '../../../../scripts/ports.mjs'

const RUNS = 20
const CHAINS = ['data', 'altitude', 'detections']
const ROUNDS = 4
const STEPS_PER_RUN = 2 + CHAINS.length * ROUNDS
const KILLS = 6
const CONCURRENCY = 8
const SEED = 20_260

const bundle = join(import.meta.dirname, `../../../../.test/runner-${process.pid}.mjs`)
const children = new Set<ChildProcess>()
let database: Awaited<ReturnType<typeof createRunnerDatabase>>

beforeAll(async () => {
  database = await createRunnerDatabase()
  const entryPoints = [join(import.meta.dirname, '../../../../inngest/local/main.ts')]
  await build({ entryPoints, outfile: bundle, bundle: true, platform: 'node', format: 'esm', packages: 'external' })
})

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await rm(bundle, { force: true })
  await database?.drop()
})

test('a runner that is killed again and again loses no run and repeats no step that had ended', async () => {
  const runnerPort = await freePort()
  const executions = new Map<string, number>() // by run and step
  let total = 0
  const work = async <T>(runId: string, id: string, round: number, value: T) => {
    const key = stepKey(runId, round === 0 ? id : `${id}:${round}`)
    executions.set(key, (executions.get(key) ?? 0) + 1)
    total++
    await delay(3) // so that there is something to interrupt
    return value
  }
  const app = await startApp(
    (inngest) => [
      inngest.createFunction({ id: 'import', triggers: [{ event: 'import' }] }, async ({ event, step, runId }) => {
        const number = await step.run('plan', () => work(runId, 'plan', 0, Number(event.data.number)))
        const sums = await Promise.all(
          CHAINS.map(async (chain) => {
            let sum = 0
            for (let round = 0; round < ROUNDS; round++) {
              sum += await step.run(chain, () => work(runId, chain, round, number * round))
            }
            return sum
          }),
        )
        return step.run('finish', () => work(runId, 'finish', 0, sums))
      }),
    ],
    { runnerPort },
  )

  let runner = await startRunnerProcess(runnerPort, app.url)
  await app.inngest.send(Array.from({ length: RUNS }, (_, number) => ({ name: 'import', data: { number } })))

  const random = seeded(SEED)
  const ended = new Set<string>() // when the runner was killed
  const countThen = new Map<string, number>()
  for (let kill = 1; kill <= KILLS; kill++) {
    const share = (kill - 1 + random()) / (KILLS + 1)
    await until('progress', () => total >= share * RUNS * STEPS_PER_RUN, 60_000)
    runner.kill('SIGKILL')
    await once(runner, 'exit')
    for (const row of await database.sql`select run_id, step_id from runner.steps`) {
      const key = `${row.run_id} ${row.step_id}`
      if (!ended.has(key)) countThen.set(key, executions.get(key) ?? 0)
      ended.add(key)
    }
    runner = await startRunnerProcess(runnerPort, app.url)
  }

  const runs = await endedRuns(database.sql, 'import', RUNS, 120_000)
  for (const { status, output, event } of runs) {
    const sum = Number(event.data.number) * 6
    expect({ status, output }).toEqual({ status: 'completed', output: [sum, sum, sum] })
  }
  expect(executions.size).toBe(RUNS * STEPS_PER_RUN)
  expect(total - executions.size, 'steps run more than once').toBeLessThanOrEqual(KILLS * CONCURRENCY)
  expect(ended.size).toBeGreaterThan(0)
  for (const key of ended) expect(executions.get(key)).toBe(countThen.get(key))

  runner.kill('SIGTERM')
  expect(await once(runner, 'exit')).toEqual([0, null])
  await app.stop()
}, 300_000)

test('a runner without its settings says what is missing', async () => {
  const child = spawn(process.execPath, [bundle], { env: { NODE_ENV: 'test', DATABASE_URL: 'postgres://x' } })
  children.add(child)
  let problems = ''
  child.stderr.on('data', (chunk) => {
    problems += chunk
  })
  expect(await once(child, 'close')).toEqual([1, null])
  expect(problems).toContain('INNGEST_APP_URL')
})

async function startRunnerProcess(port: number, appUrl: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [bundle], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      NODE_ENV: 'test',
      DATABASE_URL: database.url,
      INNGEST_APP_URL: appUrl,
      INNGEST_EVENT_KEY: EVENT_KEY,
      INNGEST_SIGNING_KEY: SIGNING_KEY,
      RUNNER_HOLDER: 'crash-test',
      RUNNER_PORT: `${port}`,
      RUNNER_CONCURRENCY: `${CONCURRENCY}`,
    },
  })
  children.add(child)
  const [line] = await once(createInterface(child.stdout), 'line')
  expect(JSON.parse(line)).toEqual({ ready: true, port })
  return child
}

function stepKey(runId: string, stepId: string): string {
  return `${runId} ${createHash('sha1').update(stepId).digest('hex')}`
}

/** Numbers in [0, 1) that are the same in each run of the test (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
