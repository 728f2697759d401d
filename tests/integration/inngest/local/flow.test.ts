import { NonRetriableError, RetryAfterError } from 'inngest'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createRunnerDatabase, endedRuns, listRuns, startAppAndRunner, until } from '@/tests/support/runner'

const calls: Record<string, unknown[]> = {}
const note = (name: string, value: unknown = null) => {
  calls[name] = [...(calls[name] ?? []), value]
  return value
}
const gates = new Map<string, { open: () => void; opened: Promise<void> }>()
function gate(name: string) {
  const known = gates.get(name)
  if (known) return known
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  gates.set(name, { open, opened })
  return { open, opened }
}

let database: Awaited<ReturnType<typeof createRunnerDatabase>>
let system: Awaited<ReturnType<typeof startAppAndRunner>>

beforeAll(async () => {
  database = await createRunnerDatabase()
  system = await startAppAndRunner(database.url, (inngest) => [
    inngest.createFunction({ id: 'sequence', triggers: [{ event: 'sequence' }] }, async ({ event, step, runId }) => {
      const a = await step.run('a', () => note('sequence.a', event.data.start))
      const b = await step.run('b', () => ({ b: Number(a) + 1, odd: 'ä\u0000"\\😀', at: new Date(0) }))
      await step.sleepUntil('nap', new Date(Date.now() + 20))
      return { a, b, runId: typeof runId }
    }),
    inngest.createFunction({ id: 'chains', triggers: [{ event: 'chains' }] }, async ({ step }) => {
      const chains = ['one', 'two', 'three', 'four', 'five', 'six']
      const sums = await Promise.all(
        chains.map(async (chain, index) => {
          let sum = 0
          for (let round = 0; round < 4 + index; round++) {
            sum += (await step.run(chain, () => note('chains', `${chain} ${round}`) && round)) ?? 0
          }
          return sum
        }),
      )
      return sums
    }),
    inngest.createFunction({ id: 'retry', triggers: [{ event: 'retry' }], retries: 2 }, async ({ step, attempt }) => {
      const value = await step.run('flaky', () => {
        note('retry', attempt)
        if ((calls.retry?.length ?? 0) < 3) throw new Error('not yet')
        return 'third time'
      })
      return value
    }),
    inngest.createFunction(
      { id: 'retry-after', triggers: [{ event: 'retry-after' }], retries: 1 },
      async ({ step }) => {
        await step.run('limited', () => {
          if (note('retry-after', Date.now()) && calls['retry-after']?.length === 1) {
            throw new RetryAfterError('slow down', new Date(Date.now() + 300))
          }
        })
      },
    ),
    inngest.createFunction(
      {
        id: 'doomed',
        triggers: [{ event: 'doomed' }],
        retries: 1,
        onFailure: async ({ event, error, step }) => {
          await step.run('clean-up', () =>
            note('doomed.failure', [event.data.event.data, error.message, event.data.run_id]),
          )
        },
      },
      async ({ step }) => {
        await step.run('never', () => {
          note('doomed')
          throw new Error('no way')
        })
      },
    ),
    inngest.createFunction({ id: 'final', triggers: [{ event: 'final' }], retries: 5 }, async ({ step }) => {
      await step.run('once', () => {
        note('final')
        throw new NonRetriableError('it is so')
      })
    }),
    inngest.createFunction({ id: 'catching', triggers: [{ event: 'catching' }], retries: 0 }, async ({ step }) => {
      const failures = await Promise.all(
        [1, 2].map((number) =>
          step
            .run(`try-${number}`, () => {
              throw new Error(`part ${number}`)
            })
            .catch((error: Error) => error.message),
        ),
      )
      return failures
    }),
    inngest.createFunction({ id: 'throwing', triggers: [{ event: 'throwing' }], retries: 1 }, async ({ step }) => {
      await step.run('fine', () => note('throwing.step'))
      note('throwing.function')
      throw new Error('outside of steps')
    }),
    inngest.createFunction({ id: 'waiting', triggers: [{ event: 'waiting' }] }, async ({ event, step }) => {
      const [answer, other, nothing] = await Promise.all([
        step.waitForEvent('answer', { event: 'answer', timeout: '1h', match: 'data.key' }),
        step.waitForEvent('other', {
          event: 'other',
          timeout: '1h',
          if: 'async.data.to == event.data.key && async.data.ok == true',
        }),
        step.waitForEvent('nothing', { event: 'nothing', timeout: new Date(Date.now() + 50) }),
      ])
      return { key: event.data.key, answer: answer?.data.text, other: other?.data.to, nothing }
    }),
    inngest.createFunction(
      {
        id: 'cancelled',
        triggers: [{ event: 'cancelled' }],
        cancelOn: [{ event: 'stop', if: 'async.data.id == event.data.id' }],
        onFailure: async () => note('cancelled.failure'),
      },
      async ({ step }) => {
        await step.run('started', () => note('cancelled.started'))
        await step.sleep('long', '1h')
      },
    ),
    inngest.createFunction(
      { id: 'limited', triggers: [{ event: 'limited' }], concurrency: { limit: 2, key: 'event.data.userId' } },
      async ({ event, step }) => {
        for (const name of ['first', 'second']) {
          await step.run(name, async () => {
            note(`limited.${event.data.userId}.in`)
            if (event.data.userId === 'held') await gate('limited').opened
            note(`limited.${event.data.userId}.out`)
          })
        }
      },
    ),
    inngest.createFunction({ id: 'sending', triggers: [{ event: 'sending' }] }, async ({ event, step }) => {
      const { ids } = await step.sendEvent('tell', [
        { name: 'received', id: `told/${event.data.number}`, data: { part: 1 } },
        { name: 'received', data: { part: 2 } },
      ])
      return ids.length
    }),
    inngest.createFunction({ id: 'received', triggers: [{ event: 'received' }] }, async ({ event }) => event.data.part),
    inngest.createFunction(
      { id: 'picky', triggers: [{ event: 'picky', if: "event.data.kind == 'good'" }] },
      async ({ event }) => event.data.kind,
    ),
    inngest.createFunction({ id: 'ticking', triggers: [{ cron: '* * * * * *' }] }, async ({ event }) => event.name),
    inngest.createFunction({ id: 'inviting', triggers: [{ event: 'inviting' }] }, async ({ step }) => {
      await step.invoke('other', { function: inngest.createFunction({ id: 'x', triggers: [] }, () => {}) })
    }),
  ])
})

afterAll(async () => {
  await system?.stop()
  await database?.drop()
})

test('steps run one after the other, once each, and their results come back unchanged', async () => {
  await system.inngest.send({ name: 'sequence', data: { start: 41 } })
  const [run] = await endedRuns(database.sql, 'sequence')
  expect(run?.output).toEqual({
    a: 41,
    b: { b: 42, odd: 'ä\u0000"\\😀', at: '1970-01-01T00:00:00.000Z' },
    runId: 'string',
  })
  expect(calls['sequence.a']).toEqual([41])
})

test('parallel chains with repeated step ids each run every round once', async () => {
  await system.inngest.send({ name: 'chains' })
  const [run] = await endedRuns(database.sql, 'chains')
  expect(run?.output).toEqual([6, 10, 15, 21, 28, 36])
  expect(calls.chains).toHaveLength(4 + 5 + 6 + 7 + 8 + 9)
  expect(new Set(calls.chains).size).toBe(calls.chains?.length)
})

test('an event with an id that was seen starts nothing', async () => {
  const event = { name: 'received', id: 'only-once', data: { part: 'unique' } }
  const sent = [await system.inngest.send(event), await system.inngest.send(event)]
  expect(sent.map(({ ids }) => ids)).toEqual([['only-once'], ['only-once']])
  const matching = async () =>
    (await listRuns(database.sql, 'received')).filter(({ event }) => event.data.part === 'unique')
  await until('the run', async () => (await matching()).some(({ status }) => status === 'completed'))
  expect(await matching()).toHaveLength(1)
})

test('a failing step is tried again until it succeeds', async () => {
  await system.inngest.send({ name: 'retry' })
  const [run] = await endedRuns(database.sql, 'retry')
  expect(run?.output).toBe('third time')
  expect(calls.retry).toEqual([0, 1, 2])
})

test('a step that asks for a later retry gets it then', async () => {
  await system.inngest.send({ name: 'retry-after' })
  const [run] = await endedRuns(database.sql, 'retry-after')
  expect(run?.status).toBe('completed')
  const [first, second] = calls['retry-after'] ?? []
  expect(Number(second) - Number(first)).toBeGreaterThanOrEqual(290)
})

test('a run whose step fails for good fails, and its onFailure function learns why', async () => {
  await system.inngest.send({ name: 'doomed', data: { importId: 7 } })
  const [run] = await endedRuns(database.sql, 'doomed')
  expect(run).toMatchObject({ status: 'failed', output: { name: 'Error', message: 'no way' } })
  await endedRuns(database.sql, 'doomed-failure')
  expect(calls.doomed).toHaveLength(2)
  expect(calls['doomed.failure']).toEqual([[expect.objectContaining({ importId: 7 }), 'no way', run?.id]])
})

test('a non-retriable error is not retried', async () => {
  await system.inngest.send({ name: 'final' })
  const [run] = await endedRuns(database.sql, 'final')
  expect(run).toMatchObject({ status: 'failed', output: { message: 'it is so' } })
  expect(calls.final).toHaveLength(1)
})

test('a function may catch the failures of its steps', async () => {
  await system.inngest.send({ name: 'catching' })
  const [run] = await endedRuns(database.sql, 'catching')
  expect(run).toMatchObject({ status: 'completed', output: ['part 1', 'part 2'] })
})

test('a function that throws outside of its steps is tried again without repeating them', async () => {
  await system.inngest.send({ name: 'throwing' })
  const [run] = await endedRuns(database.sql, 'throwing')
  expect(run?.status).toBe('failed')
  expect(calls['throwing.step']).toHaveLength(1)
  expect(calls['throwing.function']).toHaveLength(2)
})

test('waits end by the event that matches, or by their timeout', async () => {
  await system.inngest.send([
    { name: 'waiting', data: { key: 'x' } },
    { name: 'waiting', data: { key: 'y' } },
  ])
  await until('the open waits', async () => {
    const waits = await database.sql`select from runner.waits where event_name in ('answer', 'other')`
    return waits.length === 4
  })
  await system.inngest.send([
    { name: 'answer', data: { key: 'y', text: 'for y' } },
    { name: 'answer', data: { key: 'x', text: 'for x' } },
    { name: 'answer', data: { key: 'z', text: 'for nobody' } },
    { name: 'other', data: { to: 'x', ok: false } },
    { name: 'other', data: { to: 'x', ok: true } },
    { name: 'other', data: { to: 'y', ok: true } },
  ])
  const runs = await endedRuns(database.sql, 'waiting', 2)
  expect(runs.map(({ output }) => output)).toEqual(
    expect.arrayContaining([
      { key: 'x', answer: 'for x', other: 'x', nothing: null },
      { key: 'y', answer: 'for y', other: 'y', nothing: null },
    ]),
  )
})

test('an event cancels the runs that it matches, and them alone, without calling them failed', async () => {
  await system.inngest.send(['a', 'b'].map((id) => ({ name: 'cancelled', data: { id } })))
  await until('both runs asleep', async () => {
    const waits =
      await database.sql`select from runner.waits join runner.runs on id = run_id where function_id = 'app-cancelled'`
    return waits.length === 2
  })
  await system.inngest.send({ name: 'stop', data: { id: 'a' } })
  const statusOf = async (id: string) =>
    (await listRuns(database.sql, 'cancelled')).find(({ event }) => event.data.id === id)?.status
  await until('the cancellation', async () => (await statusOf('a')) === 'cancelled')
  expect(await statusOf('b')).toBe('running')
  expect(calls['cancelled.failure']).toBeUndefined()
  expect(
    await database.sql`select from runner.waits join runner.runs on id = run_id where event like '%"a"%'`,
  ).toHaveLength(0)
})

test('a concurrency key holds back the jobs of one user and nobody else', async () => {
  await system.inngest.send([
    ...Array.from({ length: 6 }, () => ({ name: 'limited', data: { userId: 'held' } })),
    { name: 'limited', data: { userId: 'free' } },
  ])
  await until('the other user', () => calls['limited.free.out']?.length === 2)
  expect(calls['limited.held.in']).toHaveLength(2)
  gate('limited').open()
  await endedRuns(database.sql, 'limited', 7)
  expect(calls['limited.held.out']).toHaveLength(12)
})

test('a step sends events, which start runs', async () => {
  await system.inngest.send({ name: 'sending', data: { number: 1 } })
  const [run] = await endedRuns(database.sql, 'sending')
  expect(run?.output).toBe(2)
  await until('both runs', async () => {
    const parts = (await listRuns(database.sql, 'received')).map(({ output }) => output)
    return parts.includes(1) && parts.includes(2)
  })
})

test('a trigger with a condition starts runs for matching events only', async () => {
  await system.inngest.send(['bad', 'good'].map((kind) => ({ name: 'picky', data: { kind } })))
  const runs = await endedRuns(database.sql, 'picky')
  expect(runs.map(({ output }) => output)).toEqual(['good'])
})

test('a cron trigger starts runs', async () => {
  const run = await until('a run', async () => (await listRuns(database.sql, 'ticking')).find((row) => row.output))
  expect(run).toMatchObject({ status: 'completed', output: 'inngest/scheduled.timer' })
})

test('an operation that is not supported fails the run with a clear message', async () => {
  await system.inngest.send({ name: 'inviting' })
  const [run] = await endedRuns(database.sql, 'inviting')
  expect(run).toMatchObject({ status: 'failed' })
  expect(JSON.stringify(run?.output)).toContain('does not support the operation InvokeFunction')
})
