import { connect, createServer, type Server } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  createRunnerDatabase,
  type DefineFunctions,
  EVENT_KEY,
  endedRuns,
  isSynced,
  startApp,
  startAppAndRunner,
  startTestRunner,
  until,
} from '@/tests/support/runner'
import { freePort } from '../../../../scripts/ports.mjs'

let database: Awaited<ReturnType<typeof createRunnerDatabase>>
beforeAll(async () => {
  database = await createRunnerDatabase()
})
afterAll(() => database?.drop())

/** A promise to be resolved from outside. */
function signal() {
  let give = () => {}
  const given = new Promise<void>((resolve) => {
    give = resolve
  })
  return { give, given }
}

const echo: DefineFunctions = (inngest) => [
  inngest.createFunction({ id: 'echo', triggers: [{ event: 'echo' }] }, async ({ event }) => event.data.text),
]

test('events that arrive while the app is down are run when it is back, by functions that it only has then', async () => {
  const [runnerPort, port] = [await freePort(), await freePort()]
  const appUrl = `http://127.0.0.1:${port}/api/inngest`
  const runner = await startTestRunner({ databaseUrl: database.url, appUrl, port: runnerPort })
  const before = await startApp(() => [], { runnerPort, port })
  await until('the first sync', () => isSynced(runner))
  await before.inngest.send({ name: 'unheard', data: {} })
  await before.stop()

  const after = await startApp(echo, { runnerPort, port })
  await after.inngest.send({ name: 'echo', data: { text: 'new' } })
  expect((await endedRuns(database.sql, 'echo')).map(({ output }) => output)).toEqual(['new'])
  await Promise.all([after.stop(), runner.stop()])
})

test('an app that dies in a step costs no attempt, and the step runs again when the app is back', async () => {
  const attempts: number[] = []
  const reached = signal()
  const define: DefineFunctions = (inngest) => [
    inngest.createFunction({ id: 'dying', triggers: [{ event: 'dying' }], retries: 0 }, async ({ step, attempt }) => {
      const first = await step.run('first', () => 1)
      const second = await step.run('second', async () => {
        attempts.push(attempt)
        if (attempts.length > 1) return 2
        reached.give()
        return new Promise<number>(() => {})
      })
      return first + second
    }),
  ]
  const { app, runner } = await startAppAndRunner(database.url, define)
  await app.inngest.send({ name: 'dying' })
  await reached.given
  await app.stop()
  const [job] = await until('the job put back', async () => {
    const jobs = await database.sql`select attempt, misses from runner.jobs where lease is null and misses > 0`
    return jobs.length > 0 && jobs
  })
  expect(job).toMatchObject({ attempt: 0 })

  const back = await startApp(define, { runnerPort: runner.port, port: app.port })
  const [run] = await endedRuns(database.sql, 'dying')
  expect(run).toMatchObject({ status: 'completed', output: 3 })
  expect(attempts).toEqual([0, 0])
  await Promise.all([back.stop(), runner.stop()])
})

test('a stopped runner gives its jobs up soon, and the next one goes on at once', async () => {
  const started: number[] = []
  const [reached, release] = [signal(), signal()]
  const define: DefineFunctions = (inngest) => [
    inngest.createFunction({ id: 'handed-over', triggers: [{ event: 'handed-over' }] }, async ({ step }) => {
      await step.run('slow', async () => {
        started.push(Date.now())
        reached.give()
        await release.given
      })
      return 'done'
    }),
  ]
  const { app, runner } = await startAppAndRunner(database.url, define)
  await app.inngest.send({ name: 'handed-over' })
  await reached.given
  const stoppedAt = Date.now()
  await runner.stop()
  expect(Date.now() - stoppedAt).toBeLessThan(20_000) // a few seconds, and what a busy machine adds
  expect(await database.sql`select from runner.jobs where lease is not null`).toHaveLength(0)

  const next = await startTestRunner({ databaseUrl: database.url, appUrl: app.url })
  await until('the second start', () => started.length === 2)
  release.give()
  expect((await endedRuns(database.sql, 'handed-over'))[0]).toMatchObject({ status: 'completed', output: 'done' })
  await Promise.all([app.stop(), next.stop()])
})

test('a second runner of the same database is refused', async () => {
  const { app, stop } = await startAppAndRunner(database.url, echo)
  await expect(startTestRunner({ databaseUrl: database.url, appUrl: app.url, leaseMs: 300 })).rejects.toThrow(
    'Another runner',
  )
  await stop()
})

test('an app with another signing key is not believed', async () => {
  const problems: string[] = []
  const { app, runner } = await startAppAndRunner(database.url, echo)
  await runner.stop()
  const stranger = await startTestRunner({
    databaseUrl: database.url,
    appUrl: app.url,
    signingKey: 'signkey-test-ff',
    log: (problem) => problems.push(problem),
  })
  await until('the complaint', () => problems.length > 0)
  expect(problems[0]).toContain('HTTP 401')
  expect(await isSynced(stranger)).toBe(false)
  await Promise.all([app.stop(), stranger.stop()])
})

test('a function that asks for too much is named, and nothing runs', async () => {
  const problems: string[] = []
  const define: DefineFunctions = (inngest) => [
    inngest.createFunction({ id: 'slow', triggers: [{ event: 'slow' }], debounce: { period: '1m' } }, () => {}),
  ]
  const app = await startApp(define, { runnerPort: 1 })
  const log = (problem: string) => problems.push(problem)
  const runner = await startTestRunner({ databaseUrl: database.url, appUrl: app.url, log })
  await until('the complaint', () => problems.length > 0)
  expect(problems[0]).toContain('The function app-slow uses debounce')
  await Promise.all([app.stop(), runner.stop()])
})

test('the events API refuses strangers, nonsense and too much, and gives the same ids for the same seed', async () => {
  const { runner, stop } = await startAppAndRunner(database.url, echo)
  const post = (path: string, body: string, headers: Record<string, string> = {}) =>
    fetch(`http://127.0.0.1:${runner.port}${path}`, { method: 'POST', body, headers })
  const event = JSON.stringify([{ name: 'quiet' }, { name: 'quiet' }])
  const own = `/e/${EVENT_KEY}`

  const answers = await Promise.all([
    post('/e/another-key', event),
    post(own, '{'),
    post(own, '[{"data":{}}]'),
    post(own, JSON.stringify({ name: 'quiet', data: { text: 'x'.repeat(1_100_000) } })),
    post('/fn/register', event),
    fetch(`http://127.0.0.1:${runner.port}${own}`),
  ])
  expect(answers.map(({ status }) => status)).toEqual([401, 400, 400, 413, 404, 405])

  const seeded = { 'x-inngest-event-id-seed': '1767225600000,abc' }
  const [first, second] = await Promise.all([1, 2].map(async () => (await post(own, event, seeded)).json()))
  expect(first).toEqual({ status: 200, ids: [expect.any(String), expect.any(String)] })
  expect(second).toEqual(first)
  expect(new Set(first.ids).size).toBe(2)
  await stop()
})

test('a runner that is started before its database waits for it', async () => {
  const away = new URL(database.url)
  const { hostname, port } = away
  away.port = String(await freePort())
  const starting = startTestRunner({ databaseUrl: away.href, appUrl: 'http://127.0.0.1:9/api/inngest' })
  let refusals = 0
  const refusing = createServer((socket) => {
    refusals += 1
    socket.destroy()
  })
  await listen(refusing, Number(away.port))
  await until('the runner to look for its database', () => refusals > 1)
  await new Promise((closed) => refusing.close(closed))
  const forwarding = createServer((socket) => {
    const inside = connect(Number(port), hostname)
    socket.pipe(inside).pipe(socket)
  })
  await listen(forwarding, Number(away.port))
  const runner = await starting
  expect(runner.port).toBeGreaterThan(0)
  await runner.stop()
  await new Promise((closed) => forwarding.close(closed))
})

function listen(server: Server, port: number): Promise<void> {
  return new Promise((listening) => server.listen(port, '127.0.0.1', listening))
}
