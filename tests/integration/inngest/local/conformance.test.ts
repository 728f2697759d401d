import { afterAll, beforeAll, expect, test } from 'vitest'
import { createRunnerDatabase, EVENT_KEY, endedRuns, isSynced, startTestRunner, until } from '@/tests/support/runner'
import { hashed, startWireApp, type WireReply, type WireRequest } from '@/tests/support/wire-app'

// What Inngest promises to the SDK (its execution protocol, version 2), told without the SDK: each row says what the app
// answers to the engine's requests, which requests the engine must make, and how the run must end. flow.test.ts holds
// the same engine to the SDK's own words.

type Row = {
  configuration?: Record<string, unknown>
  data?: Record<string, unknown>
  app: (request: WireRequest) => WireReply
  sends?: Record<string, unknown>[] // events, as soon as the run waits or sleeps
  requests: string[] // that must come, in any order
  maybe?: string[] // that may come in between, depending on what ends first
  ends: { status: string; output?: unknown }
}

const done = (output: unknown): WireReply => ({ status: 200, body: output })
const op = (name: string, fields: Record<string, unknown>) => ({ id: hashed(name), displayName: name, ...fields })
const operations = (...ops: Record<string, unknown>[]): WireReply => ({ status: 206, body: ops })
const ran = (name: string, data: unknown) => operations(op(name, { op: 'StepRun', data }))
const planned = (...names: string[]) => operations(...names.map((name) => op(name, { op: 'StepPlanned' })))
const thrown = (message: string, headers: Record<string, string> = {}): WireReply => ({
  status: headers['x-inngest-no-retry'] === 'true' ? 400 : 500,
  body: { name: 'Error', message },
  headers,
})
const soon = () => new Date(Date.now() + 30).toISOString()
const large = 'ä'.repeat(500_000)

const ROWS: Record<string, Row> = {
  'a step that ran is remembered, and the function goes on with its result': {
    app: ({ known }) => ('a' in known ? done(known.a) : ran('a', { n: 1 })),
    requests: ['discover', 'discover knowing a'],
    ends: { status: 'completed', output: { data: { n: 1 } } },
  },
  'a result of a megabyte comes back as it was': {
    app: ({ known }) =>
      'a' in known ? done(JSON.stringify(known.a) === JSON.stringify({ data: large })) : ran('a', large),
    requests: ['discover', 'discover knowing a'],
    ends: { status: 'completed', output: true },
  },
  'steps that are planned together are asked for one by one, and the function goes on when each has ended': {
    app: ({ step, known }) => {
      if (step !== 'discover') return ran(step, step)
      if ('a' in known && 'b' in known) return done('both')
      return planned(...['a', 'b'].filter((name) => !(name in known)))
    },
    requests: ['discover', 'a', 'b', 'discover knowing a b'],
    maybe: ['discover knowing a', 'discover knowing b'],
    ends: { status: 'completed', output: 'both' },
  },
  'the same step id again is another step': {
    app: ({ known }) => {
      if (!('a' in known)) return ran('a', 1)
      return 'a:1' in known ? done(Object.keys(known).sort()) : ran('a:1', 2)
    },
    requests: ['discover', 'discover knowing a', 'discover knowing a a:1'],
    ends: { status: 'completed', output: ['a', 'a:1'] },
  },
  'a sleep ends at its time with null': {
    app: ({ known }) => ('nap' in known ? done(known.nap) : operations(op('nap', { op: 'Sleep', name: soon() }))),
    requests: ['discover', 'discover knowing nap'],
    ends: { status: 'completed', output: { data: null } },
  },
  'a wait ends with the first event that its expression matches': {
    data: { userId: 7 },
    app: ({ known }) =>
      'wait' in known
        ? done(known.wait)
        : operations(
            op('wait', {
              op: 'WaitForEvent',
              name: 'answer',
              opts: { timeout: '1h', if: 'event.data.userId == async.data.userId' },
            }),
          ),
    sends: [
      { name: 'answer', data: { userId: 8 } },
      { name: 'answer', data: { userId: 7, text: 'yes' } },
    ],
    requests: ['discover', 'discover knowing wait'],
    ends: {
      status: 'completed',
      output: { data: expect.objectContaining({ name: 'answer', data: { userId: 7, text: 'yes' } }) },
    },
  },
  'a wait that no event ends comes to null at its timeout': {
    app: ({ known }) =>
      'wait' in known
        ? done(known.wait)
        : operations(op('wait', { op: 'WaitForEvent', name: 'never', opts: { timeout: soon() } })),
    requests: ['discover', 'discover knowing wait'],
    ends: { status: 'completed', output: { data: null } },
  },
  'while a sleep is open, the function may plan but not run': {
    app: ({ step, known, isPlanningOnly }) => {
      if (step === 'b') return ran('b', null)
      if ('b' in known && 'nap' in known) return done(true)
      if (!isPlanningOnly && 'b' in known) return thrown('the sleep is forgotten', { 'x-inngest-no-retry': 'true' })
      return operations(op('nap', { op: 'Sleep', name: soon() }), op('b', { op: 'StepPlanned' }))
    },
    requests: ['discover', 'b', 'discover knowing b nap'],
    maybe: ['discover knowing b', 'discover knowing nap'],
    ends: { status: 'completed', output: true },
  },
  'a step that fails is tried again, and its last error is the function’s to catch': {
    configuration: { steps: { step: { retries: { attempts: 1 } } } },
    app: ({ step, known, attempt }) => {
      if ('a' in known) return done(known.a)
      if (step === 'discover') return planned('a')
      return operations(op('a', { op: 'StepError', error: { name: 'Error', message: `attempt ${attempt}` } }))
    },
    requests: ['discover', 'a', 'a attempt 1', 'discover knowing a'],
    ends: { status: 'completed', output: { error: expect.objectContaining({ message: 'attempt 1' }) } },
  },
  'a step that failed for good is not tried again': {
    app: ({ step, known }) => {
      if ('a' in known) return done(known.a)
      if (step === 'discover') return planned('a')
      return operations(op('a', { op: 'StepFailed', error: { name: 'Error', message: 'it is so' } }))
    },
    requests: ['discover', 'a', 'discover knowing a'],
    ends: { status: 'completed', output: { error: expect.objectContaining({ message: 'it is so' }) } },
  },
  'a function that throws is asked as often as it says, then the run has failed': {
    configuration: { steps: { step: { retries: { attempts: 2 } } } },
    app: () => thrown('no way'),
    requests: ['discover', 'discover attempt 1', 'discover attempt 2'],
    ends: { status: 'failed', output: { name: 'Error', message: 'no way' } },
  },
  'retries that are due at once lose no time': {
    configuration: { steps: { step: { retries: { attempts: 20 } } } },
    app: ({ attempt }) => (attempt < 20 ? thrown('not yet') : done(attempt)),
    requests: ['discover', ...Array.from({ length: 20 }, (_, index) => `discover attempt ${index + 1}`)],
    ends: { status: 'completed', output: 20 },
  },
  'an error that must not be retried fails the run at once': {
    app: () => thrown('never', { 'x-inngest-no-retry': 'true' }),
    requests: ['discover'],
    ends: { status: 'failed', output: { name: 'Error', message: 'never' } },
  },
  'an event that its cancellation matches ends the run without another request': {
    configuration: { cancel: [{ event: 'stop', if: 'event.data.importId == async.data.importId' }] },
    data: { importId: 3 },
    app: () => operations(op('nap', { op: 'Sleep', name: '1h' })),
    sends: [{ name: 'stop', data: { importId: 3 } }],
    requests: ['discover'],
    ends: { status: 'cancelled' },
  },
  'an operation that our functions do not use is refused by name': {
    app: ({ known }) =>
      'other' in known ? done(known.other) : operations(op('other', { op: 'InvokeFunction', opts: {} })),
    requests: ['discover', 'discover knowing other'],
    ends: {
      status: 'completed',
      output: { error: expect.objectContaining({ message: expect.stringContaining('InvokeFunction') }) },
    },
  },
}

const titles = Object.keys(ROWS)
const idOf = (title: string) => `row-${titles.indexOf(title)}`
const seen = new Map<string, string[]>()
let database: Awaited<ReturnType<typeof createRunnerDatabase>>
let app: Awaited<ReturnType<typeof startWireApp>>
let runner: Awaited<ReturnType<typeof startTestRunner>>

beforeAll(async () => {
  database = await createRunnerDatabase()
  const functions = titles.map((title) => ({
    id: `app-${idOf(title)}`,
    triggers: [{ event: idOf(title) }],
    steps: { step: {} },
    ...ROWS[title]?.configuration,
  }))
  app = await startWireApp(functions, ['a', 'a:1', 'b', 'nap', 'wait', 'other'], (functionId, request) => {
    const row = ROWS[titles.find((title) => `app-${idOf(title)}` === functionId) ?? '']
    seen.set(functionId, [...(seen.get(functionId) ?? []), describe(request)])
    return row ? row.app(request) : thrown('no such row')
  })
  runner = await startTestRunner({ databaseUrl: database.url, appUrl: app.url })
  await until('the sync', () => isSynced(runner))
})

afterAll(async () => {
  await runner?.stop()
  app?.stop()
  await database?.drop()
})

test.each(titles)('%s', async (title) => {
  const { data = {}, sends = [], requests, maybe = [], ends } = ROWS[title] ?? raise(title)
  await send([{ name: idOf(title), data }])
  if (sends.length > 0) {
    const isWaiting = () => database.sql`
      select from runner.waits join runner.runs on id = run_id where function_id = ${`app-${idOf(title)}`}`
    await until('the wait', async () => (await isWaiting()).length > 0)
    await send(sends)
  }
  const [run] = await endedRuns(database.sql, idOf(title))
  expect(run).toMatchObject(ends)
  const made = (seen.get(`app-${idOf(title)}`) ?? []).filter((request) => !maybe.includes(request))
  expect(made.sort()).toEqual([...requests].sort())
})

test('an event whose id was seen starts nothing', async () => {
  const event = { id: 'only-once', name: idOf(titles[0] ?? ''), data: {} }
  const before = await database.sql`select from runner.runs`
  await send([event])
  await send([event])
  await endedRuns(database.sql, idOf(titles[0] ?? ''), 2)
  expect(await database.sql`select from runner.runs`).toHaveLength(before.length + 1)
})

async function send(events: Record<string, unknown>[]): Promise<void> {
  const url = `http://127.0.0.1:${runner.port}/e/${EVENT_KEY}`
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(events) })
  expect(response.status).toBe(200)
}

function describe({ step, attempt, known }: WireRequest): string {
  const names = Object.keys(known).sort().join(' ')
  return [step, attempt > 0 && `attempt ${attempt}`, names && `knowing ${names}`].filter(Boolean).join(' ')
}

function raise(title: string): never {
  throw new Error(`There is no row "${title}"`)
}
