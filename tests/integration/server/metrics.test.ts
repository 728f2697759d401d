import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { expect } from 'vitest'
import { metrics } from '@/lib/metrics/metrics'
import { serveMetrics } from '@/lib/server/metrics/serve-metrics'
import { createTileCache } from '@/lib/tiles/tile-cache'
import { insertImport } from '@/tests/support/factories'
import { test as base } from '@/tests/support/importing'

const test = base.extend<{ read: (path?: string) => Promise<{ status: number; text: string }> }>({
  read: async ({ pool }, use) => {
    const server = serveMetrics(pool, { port: 0, host: '127.0.0.1', nights: { minutes: 30, megabytesPerSecond: 20 } })
    await once(server, 'listening')
    await use(async (path = '/metrics') => {
      const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`)
      return { status: response.status, text: await response.text() }
    })
    server.closeAllConnections()
    server.close()
  },
})

const numberOf = (text: string, name: string) =>
  Number(
    text
      .split('\n')
      .find((line) => line.startsWith(`${name} `))
      ?.split(' ')[1],
  )

test('metrics tell of imports by state, of their silence, and of the database', async ({ read, pool }) => {
  await insertImport(pool, { state: 'waiting_for_backup' })
  await insertImport(pool, { state: 'running', movedAt: new Date(Date.now() - 600_000) })
  const { status, text } = await read()
  expect(status).toBe(200)
  expect(numberOf(text, 'mtp_imports{state="waiting_for_backup"}')).toBe(1)
  expect(numberOf(text, 'mtp_imports{state="failed"}')).toBe(0)
  expect(numberOf(text, 'mtp_imports_silent_seconds{state="running"}')).toBeCloseTo(600, -1.5)
  expect(numberOf(text, 'mtp_database_up{role="primary"}')).toBe(1)
  expect(text).toContain('mtp_database_connections{')
  expect(numberOf(text, 'mtp_originals{state="overdue"}')).toBe(0)
  expect(numberOf(text, 'mtp_verify_minutes{kind="allowed"}')).toBe(30)
  expect(numberOf(text, 'mtp_verify_minutes{kind="needed"}')).toBe(0)
  expect((await read('/')).status).toBe(404)
})

test('an import counts its calls to Mapillary and the bytes of the backup', async ({ read, importing }) => {
  const before = (await read()).text
  const run = await importing({ username: 'ada', photos: 2 })
  expect(await run.run((await run.request()).importId)).toEqual([])
  const { text } = await read()
  const grown = (name: string) => numberOf(text, name) - (numberOf(before, name) || 0)
  expect(grown('mtp_mapillary_answers_total{status="200"}')).toBeGreaterThan(2)
  expect(grown('mtp_backup_bytes_total')).toBeGreaterThan(1_000)
})

test('a tile that is kept in memory counts as a hit', async () => {
  const cache = createTileCache({ maxBytes: 1_000_000 })
  const count = async (kind: string) =>
    (await metrics().tiles.get()).values.find(({ labels }) => labels.cache === kind)?.value ?? 0
  await cache.get('0/0/0', 1, async () => Buffer.from('tile'))
  const before = [await count('hit'), await count('miss')]
  await cache.get('0/0/0', 1, async () => Buffer.from('tile'))
  expect([await count('hit'), await count('miss')]).toEqual([Number(before[0]) + 1, before[1]])
})
