import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect } from 'vitest'
import { connect } from '@/db/client'
import { createS3Backup } from '@/lib/backup/s3'
import type { Backup } from '@/lib/backup/types'
import { createWorld, dump, test } from '@/tests/support/backup-world'
import { startS3Server } from '@/tests/support/s3-server'
import { tokenKeys } from '@/tests/support/store'
import { createTestDatabase } from '@/tests/support/test-database'

// Every call: RESTORE_KILL_EVERY=1 npx vitest run --project integration tests/integration/restore/killed-restore.test.ts
const KILL_EVERY = Number(process.env.RESTORE_KILL_EVERY ?? 6) // call of the store

const folder = join(import.meta.dirname, '../../../node_modules/.cache/killed-restore') // where its packages are found
const script = join(folder, 'restorer.mjs')

beforeAll(async () => {
  const entryPoints = { restorer: 'tests/support/restorer.ts' }
  const options = { bundle: true, platform: 'node', format: 'esm', packages: 'external' } as const
  await build({ ...options, entryPoints, outdir: folder, outExtension: { '.js': '.mjs' } })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function copyAll(from: Backup, to: Backup): Promise<void> {
  for await (const key of from.list('')) {
    const found = await from.get(key)
    if (found) await to.put(key, found.body, { contentType: 'image/jpeg', metadata: () => found.object.metadata })
  }
}

test('killed again and again, and run to its end at last, a restore brings everything back once', {
  timeout: 120_000,
}, async ({ pool, folder: root }) => {
  const server = await startS3Server({ remembersCalls: false })
  const { endpoint, credentials } = server
  const options = { endpoint, credentials, region: 'eu-west-1', forcePathStyle: true }
  const { backup } = await createWorld(pool, root)
  await copyAll(backup, createS3Backup({ bucket: 'photos', ...options }))
  const { url, drop } = await createTestDatabase()
  const after = connect(url)
  await after.execute(sql`update instance set id = gen_random_uuid()`)

  let restorer: ChildProcess | undefined
  let callsLeft = 0
  server.failWhen(() => {
    callsLeft -= 1
    if (callsLeft === 0) restorer?.kill('SIGKILL')
    return callsLeft === 0 ? 'cut' : null
  })
  const run = async (calls: number) => {
    callsLeft = calls
    const key = tokenKeys[0].toString('hex')
    const argument = JSON.stringify({ databaseUrl: url, endpoint, credentials, key })
    restorer = spawn(process.execPath, ['--no-warnings', script, argument], { stdio: ['ignore', 'ignore', 'ignore'] })
    const [code, signal] = await once(restorer, 'exit')
    return code ?? signal
  }
  let kills = 0
  for (let calls = 1; (await run(calls)) === 'SIGKILL'; calls += KILL_EVERY) kills += 1
  expect(kills).toBeGreaterThan(2)
  expect(await run(0)).toBe(0)
  expect(await dump(after)).toEqual(await dump(pool))
  expect(await run(0)).toBe(0)
  expect(await dump(after)).toEqual(await dump(pool))
  await after.$client.end()
  await drop()
  await server.close()
})
