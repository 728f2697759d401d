import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RunnerFunction } from '@/inngest/local/functions'
import type { Write } from '@/inngest/local/lease'
import { DISCOVERY } from '@/inngest/local/protocol'
import { type ClaimedJob, claimJobs, extendLeases, freeExpiredLeases, putBack } from '@/inngest/local/queue'
import { applyAnswer } from '@/inngest/local/run'
import { createRun, planSteps, requestDiscovery } from '@/inngest/local/runs'
import { createTables, deleteOld, openDatabase } from '@/inngest/local/store'
import { createRunnerDatabase } from '@/tests/support/runner'

let database: Awaited<ReturnType<typeof createRunnerDatabase>>
let sql: Sql
beforeAll(async () => {
  database = await createRunnerDatabase()
  sql = openDatabase(database.url, 4)
})
afterAll(async () => {
  await sql?.end()
  await database?.drop()
})

const plain: RunnerFunction = {
  id: 'plain',
  maxAttempts: 4,
  triggers: [],
  crons: [],
  cancels: [],
  limit: null,
  key: null,
}
const rules = { functions: [plain], retryDelayMs: () => 1 }
const leaseMs = 30_000
const write: Write = (work) => sql.begin(async (tx) => ({ value: await work(tx) })).then(({ value }) => value)
const hash = (number: number) => number.toString(16).padStart(40, '0')

/** A run with its first job, in an otherwise empty store. */
async function startAlone(fn: RunnerFunction = plain, event: Record<string, unknown> = {}) {
  await sql`delete from runner.runs`
  return start(fn, event)
}

async function start(fn: RunnerFunction = plain, event: Record<string, unknown> = {}): Promise<string> {
  const mark = randomUUID()
  await createRun(sql, fn, { ...event, mark })
  const [run] = await sql<{ id: string }[]>`select id from runner.runs where event like ${`%${mark}%`}`
  return run?.id ?? ''
}

async function claimOne(): Promise<ClaimedJob> {
  const [job] = await claimJobs(sql, { count: 1, leaseMs })
  if (!job) throw new Error('There is no job')
  return job
}

test('the tables can be created again, also by several at once', async () => {
  await Promise.all(Array.from({ length: 4 }, () => createTables(sql)))
  expect(await sql`select from runner.runs`).toHaveLength(0)
})

test('a job is claimed once, by whoever comes first', async () => {
  await startAlone()
  const claims = await Promise.all(Array.from({ length: 8 }, () => claimJobs(sql, { count: 5, leaseMs })))
  expect(claims.flat()).toHaveLength(1)
})

test('one run with many parallel steps does not keep the others waiting', async () => {
  const greedy = await startAlone()
  await planSteps(
    sql,
    greedy,
    Array.from({ length: 100 }, (_, number) => hash(number)),
  )
  const modest = await start()
  const jobs = await claimJobs(sql, { count: 3, leaseMs })
  expect(jobs.map(({ runId }) => runId)).toContain(modest)
})

test('a thousand parallel steps can all be claimed at once', async () => {
  const run = await startAlone()
  const stepIds = Array.from({ length: 1000 }, (_, number) => hash(number))
  await planSteps(sql, run, stepIds)
  expect(await claimJobs(sql, { count: 2000, leaseMs })).toHaveLength(1001)
})

test('a full queue, however long, holds up no other queue', async () => {
  const limited = {
    ...plain,
    id: 'limited',
    limit: 2,
    key: ({ event }: { event: unknown }) => JSON.stringify(event).includes('"user":1'),
  }
  await startAlone(limited, { user: 1 })
  await Promise.all(Array.from({ length: 50 }, () => start(limited, { user: 1 })))
  const other = await start(limited, { user: 2 })

  const jobs = await claimJobs(sql, { count: 10, leaseMs })
  expect(jobs).toHaveLength(3)
  expect(jobs.map(({ runId }) => runId)).toContain(other)
  expect(await claimJobs(sql, { count: 10, leaseMs })).toHaveLength(0)
})

test('steps that are planned twice have one job', async () => {
  const run = await startAlone()
  expect(await planSteps(sql, run, [hash(1), hash(2)])).toBe(2)
  expect(await planSteps(sql, run, [hash(2), hash(3)])).toBe(1)
})

test('an answer whose lease went to somebody else is dropped', async () => {
  const run = await startAlone()
  const late = await claimOne()
  await putBack(sql, late, 0)
  const current = await claimOne()

  await applyAnswer(write, rules, late, { kind: 'finished', output: '"late"' })
  await applyAnswer(write, rules, current, { kind: 'finished', output: '"current"' })
  expect(await sql`select status, output from runner.runs where id = ${run}`).toMatchObject([
    { status: 'completed', output: '"current"' },
  ])
})

test('an answer that is applied twice counts once', async () => {
  const run = await startAlone()
  const job = await claimOne()
  const answer = {
    kind: 'operations' as const,
    operations: [{ id: hash(1), op: 'StepRun', data: 1 }],
    retryAfterMs: undefined,
  }
  await applyAnswer(write, rules, job, answer)
  await applyAnswer(write, rules, job, answer)
  expect(await sql`select from runner.steps where run_id = ${run}`).toHaveLength(1)
  expect(await sql`select step_id from runner.jobs where run_id = ${run}`).toEqual([{ step_id: DISCOVERY }])
})

test('a step that ends while the function is asked has it asked once more', async () => {
  const run = await startAlone()
  const job = await claimOne()
  await requestDiscovery(sql, run)
  await applyAnswer(write, rules, job, { kind: 'operations', operations: [], retryAfterMs: undefined })
  expect((await claimOne()).runId).toBe(run)
})

test('a function that neither ends nor asks for anything fails instead of hanging', async () => {
  const run = await startAlone()
  await applyAnswer(write, rules, await claimOne(), { kind: 'operations', operations: [], retryAfterMs: undefined })
  expect(await sql`select status from runner.runs where id = ${run}`).toEqual([{ status: 'failed' }])
})

test('a lease holds while it is extended, and is free again when it runs out', async () => {
  await startAlone()
  const job = await claimOne()
  await sql`update runner.jobs set lease_until = now() - interval '1 second'`
  expect(await extendLeases(sql, [job.lease, 'another'], leaseMs)).toEqual([job.lease])
  await freeExpiredLeases(sql)
  expect(await claimJobs(sql, { count: 1, leaseMs })).toHaveLength(0)

  await sql`update runner.jobs set lease_until = now() - interval '1 second'`
  await freeExpiredLeases(sql)
  expect((await claimOne()).lease).not.toBe(job.lease)
})

test('old events and runs are deleted with all that belongs to them; failed runs stay for two weeks', async () => {
  await sql`delete from runner.runs`
  const add = (status: string, days: number) => sql`
    with run as (
      insert into runner.runs (id, function_id, event, queue, status, ended_at)
      values (${`${status} ${days}`}, 'plain', '{}', 'plain', ${status}, now() - ${days} * interval '1 day') returning id
    )
    insert into runner.events (id, name, body, is_dispatched, received_at)
    select id, 'e', '{}', true, now() - ${days} * interval '1 day' from run`
  await add('completed', 0.9)
  await add('completed', 1.1)
  await add('failed', 13)
  await add('failed', 15)
  await add('cancelled', 2)
  await deleteOld(sql)
  expect((await sql`select id from runner.runs order by id`).map(({ id }) => id)).toEqual([
    'completed 0.9',
    'failed 13',
  ])
  expect((await sql`select id from runner.events`).map(({ id }) => id)).toEqual(['completed 0.9'])
})
