import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../../..')
const script = join(root, `.test/ending-server-${process.pid}.mjs`)

beforeAll(async () => {
  const options = { bundle: true, platform: 'node', format: 'esm', packages: 'external' } as const
  await build({ ...options, entryPoints: [join(root, 'tests/support/ending-server.ts')], outfile: script })
})
afterAll(() => rm(script, { force: true }))

/** A web server in a process of its own, which has answered a first request. */
async function startServer({ unreadyMs, drainMs = 25_000 }: { unreadyMs: number; drainMs?: number }) {
  const child = spawn(process.execPath, [script, String(unreadyMs), String(drainMs)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const nextLine = async () => String((await lines.next()).value)
  const exited = once(child, 'exit')
  const url = `http://127.0.0.1:${await nextLine()}`
  const ask = (path: string) => fetch(`${url}${path}`, { headers: { connection: 'close' } })
  expect((await ask('/readyz')).status).toBe(200)
  return { child, nextLine, exited, ask }
}

test('a process that is asked to end says so first, answers what is under way, and ends with 0', async () => {
  const { child, nextLine, exited, ask } = await startServer({ unreadyMs: 2_000 })
  const answer = ask('/held')
  expect(await nextLine()).toBe('held')
  child.kill('SIGTERM')
  await expect.poll(async () => (await ask('/readyz')).status).toBe(503)
  expect((await ask('/release')).status).toBe(200) // new requests are still taken
  expect(await (await answer).text()).toBe('whole')
  expect(await exited).toEqual([0, null])
  await expect(ask('/readyz')).rejects.toThrow('fetch failed')
})

test('a stream of events does not keep a process from ending', async () => {
  const { child, exited, ask } = await startServer({ unreadyMs: 0 })
  const events = (await ask('/events')).body?.getReader()
  await events?.read()
  child.kill('SIGTERM')
  expect(await exited).toEqual([0, null])
})

test('a request that never ends is left when the time is over', async () => {
  const { child, nextLine, exited, ask } = await startServer({ unreadyMs: 0, drainMs: 500 })
  const answer = ask('/held').catch((error: Error) => error)
  expect(await nextLine()).toBe('held')
  child.kill('SIGTERM')
  expect(await exited).toEqual([0, null])
  expect(await answer).toBeInstanceOf(Error)
})
