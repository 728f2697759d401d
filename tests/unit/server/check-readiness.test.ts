import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { devServerUrl } from '@/lib/config/dev-server-url'
import { createReadiness, reach } from '@/lib/server/check-readiness'

const fine = async () => undefined

test('an Inngest that is dead makes the product not ready, and nothing else does', async () => {
  const server = createServer((_request, response) => response.end('ok'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/health`
  const check = () => createReadiness({ database: fine, backup: fine, runner: () => reach(url) })()
  expect(await check()).toEqual({ isReady: true, parts: { database: 'ok', backup: 'ok', runner: 'ok' } })
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  expect(await check()).toEqual({ isReady: false, parts: { database: 'ok', backup: 'ok', runner: 'failed' } })
})

test('the answer is remembered for a second, so that nobody makes us write to the backup all the time', async () => {
  let now = 0
  let probes = 0
  const backup = async () => {
    probes += 1
  }
  const check = createReadiness({ database: fine, backup, runner: fine }, () => now)
  await Promise.all([check(), check()])
  now = 999
  await check()
  expect(probes).toBe(1)
  now = 1_000
  await check()
  expect(probes).toBe(2)
})

test.each([
  [{}, null],
  [{ INNGEST_DEV: '0', INNGEST_BASE_URL: 'http://inngest:8288' }, null],
  [{ INNGEST_DEV: '1' }, 'http://127.0.0.1:8288'],
  [{ INNGEST_DEV: '1', INNGEST_BASE_URL: 'http://inngest:8288' }, 'http://inngest:8288'],
  [{ INNGEST_DEV: 'http://dev:8288' }, 'http://dev:8288'],
])('the Dev Server of %o is %s', (settings, url) => {
  expect(devServerUrl(settings)).toBe(url)
})
