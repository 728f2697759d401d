import { rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { newDataDir, type Part, refusedStart, type Stack, startStack } from '@/tests/support/stack'
import { test as base, expect } from './fixtures'

type Fixtures = {
  /** Starts products of the test's own, and removes them afterwards. */
  start: typeof startStack
  /** A data directory that nobody uses. */
  dataDir: string
}

const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are needed from the pattern
  start: async ({}, use) => {
    const stacks: Stack[] = []
    await use(async (options) => {
      const stack = await startStack(options)
      stacks.push(stack)
      return stack
    })
    for (const stack of stacks) await stack.remove()
  },
  // biome-ignore lint/correctness/noEmptyPattern: see above
  dataDir: async ({}, use) => {
    const dataDir = newDataDir()
    await use(dataDir)
    rmSync(dataDir, { recursive: true, force: true })
  },
})

test.describe.configure({ timeout: 180_000 }) // several starts each, on a machine that may be busy

const shared = () => ({ url: process.env.E2E_URL ?? '', dataDir: process.env.E2E_DATA_DIR ?? '' })

async function isHealthy(stack: Stack) {
  const response = await fetch(`${stack.url}/healthz`).catch(() => undefined)
  return response?.ok ?? false
}

test('a second start on a data directory in use says who uses it', async () => {
  const { output, code } = await refusedStart({ MTP_DATA_DIR: shared().dataDir, PORT: '1' })
  expect(output).toMatch(/is in use by process \d+ \(http:\/\/127\.0\.0\.1:\d+\)/)
  expect(code).toBe(1)
})

test('a start on a port in use names the port', async ({ dataDir }) => {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0

  const { output, code } = await refusedStart({ MTP_DATA_DIR: dataDir, PORT: `${port}` })
  server.close()
  expect(output.trim()).toBe(
    `Something else listens on 127.0.0.1 port ${port} already. Stop it, or choose another PORT.`,
  )
  expect(code).toBe(1)
})

test('a wrong variable stops the start with one line that names it', async ({ dataDir }) => {
  const { output, code } = await refusedStart({ MTP_DATA_DIR: dataDir, PHOTO_SOURCE: 'moon' })
  expect(output.trim()).toBe('PHOTO_SOURCE: read "moon", expected auto, backup or mapillary')
  expect(code).toBe(1)
})

test('a part that is killed comes back, and everything at once starts again on the same data directory and port', async ({
  start,
}) => {
  const stack = await start()
  for (const part of ['demo', 'runner', 'steps', 'web', 'postgres'] satisfies Part[]) {
    const before = stack.pidOf(part)
    await stack.kill9(part)
    await expect.poll(() => stack.pidOf(part), part).not.toBe(undefined)
    expect(stack.pidOf(part)).not.toBe(before)
  }
  await expect.poll(() => isHealthy(stack)).toBe(true)

  await stack.kill9('all')
  const again = await start({ dataDir: stack.dataDir, port: stack.port })
  expect(again.databaseUrl()).toBe(stack.databaseUrl())
  expect(await isHealthy(again)).toBe(true)
})

test('a killed launcher takes its parts along, the next one adopts the database, and Ctrl-C leaves nothing running', async ({
  start,
}) => {
  const stack = await start()
  const database = stack.pidOf('postgres')
  await stack.kill9('launcher')
  for (const part of ['demo', 'runner', 'steps', 'web'] satisfies Part[]) {
    await expect.poll(() => stack.pidOf(part), part).toBe(undefined)
  }
  const again = await start({ dataDir: stack.dataDir, port: stack.port })
  expect(again.pidOf('postgres')).toBe(database)

  expect(await again.stop()).toBe(0)
  for (const part of ['launcher', 'web', 'steps', 'runner', 'demo', 'postgres'] satisfies Part[]) {
    expect(again.pidOf(part), part).toBe(undefined)
  }
})
