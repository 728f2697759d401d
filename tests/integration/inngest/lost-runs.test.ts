import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'drizzle-orm'
import { serve } from 'inngest/node'
import { expect, onTestFinished, vi } from 'vitest'
import { imports } from '@/db/schema/imports'
import { photos } from '@/db/schema/photos'
import { inngest } from '@/inngest/client'
import { importSequence } from '@/inngest/functions/import-sequence'
import { restartLostRuns } from '@/inngest/functions/sweep-imports'
import { sendImportRequested } from '@/inngest/send'
import type { Runtime } from '@/lib/server/runtime'
import { test } from '@/tests/support/importing'
import { createRunnerDatabase, EVENT_KEY, isSynced, SIGNING_KEY, startTestRunner, until } from '@/tests/support/runner'
import { freePort } from '../../../scripts/ports.mjs'

/** The import as the product runs it, on an embedded runner with a database of its own. */
async function startEngine(tools: Runtime) {
  const runnerPort = await freePort()
  vi.stubEnv('INNGEST_BASE_URL', `http://127.0.0.1:${runnerPort}`)
  vi.stubEnv('INNGEST_EVENT_KEY', EVENT_KEY)
  vi.stubEnv('INNGEST_SIGNING_KEY', SIGNING_KEY)
  const holder = globalThis as typeof globalThis & {
    mtpRuntime?: Runtime | undefined
    mtpMapillary?: Runtime['mapillary'] | undefined
  }
  holder.mtpRuntime = tools
  holder.mtpMapillary = tools.mapillary
  const database = await createRunnerDatabase()
  const server = createServer(serve({ client: inngest, functions: [importSequence] }))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const appUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/inngest`
  const runner = await startTestRunner({ databaseUrl: database.url, appUrl, port: runnerPort })
  onTestFinished(async () => {
    server.closeAllConnections()
    await Promise.all([runner.stop(), new Promise((resolve) => server.close(resolve))])
    await database.drop()
    holder.mtpRuntime = undefined
    holder.mtpMapillary = undefined
    vi.unstubAllEnvs()
  })
  await until('the sync', () => isSynced(runner))
  return database
}

test('an import whose runner lost all its tables goes on within two minutes', async ({ importing, pool }) => {
  const run = await importing({ username: 'ada', photos: 12 })
  const engine = await startEngine(run.tools)
  const held: ServerResponse[] = []
  run.fault = (request, response) => {
    const isHeld = held.length === 0 && request.url?.includes('/download_original') === true
    if (isHeld) held.push(response)
    return isHeld
  }
  const { importId } = await run.request()
  await sendImportRequested({ importId, userId: run.user.id, attempt: 1 })
  await until('the first download', () => held.length > 0)

  await engine.sql`truncate runner.events, runner.runs cascade`
  run.fault = () => false
  for (const response of held) response.destroy()
  await until(
    'the end of the step that was at work',
    async () => (await pool.$count(photos, sql`backed_up_at is not null`)) === 12,
  )
  expect(await restartLostRuns(pool)).toBe(0)
  expect(await pool.select({ state: imports.state }).from(imports)).toEqual([{ state: 'running' }])

  // One minute passes, and the sweep comes.
  await pool.update(imports).set({ movedAt: sql`moved_at - interval '1 minute'`, quietUntil: null })
  expect(await restartLostRuns(pool)).toBe(1)
  await until('the end of the import', async () => (await pool.$count(imports, sql`state = 'completed'`)) === 1)
  expect(await engine.sql`select event::jsonb #>> '{data,attempt}' as attempt from runner.runs`).toEqual([
    { attempt: '2' },
  ])
}, 180_000)
