import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { eq, sql } from 'drizzle-orm'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect } from '@/db/client'
import { backupChecks } from '@/db/schema/vault'
import { random } from '@/demo/random'
import { createS3Backup } from '@/lib/backup/s3'
import { startPass } from '@/lib/vault/passes'
import { runPass } from '@/lib/vault/run-pass'
import { startS3Server } from '@/tests/support/s3-server'
import { createTestDatabase } from '@/tests/support/test-database'
import { insertOriginals, vaultToolsFor } from '@/tests/support/vault-scene'

// More rounds: VAULT_KILLS=50 VAULT_SEED=7 npx vitest run --project integration tests/integration/vault/killed-verifier.test.ts
const KILLS = Number(process.env.VAULT_KILLS ?? 4)
const SEED = process.env.VAULT_SEED ?? '1'
const IN_FLIGHT = 4 // originals that a verifier reads at once
const CALLS_BEFORE_A_KILL = 40 // at most

const folder = join(import.meta.dirname, '../../../node_modules/.cache/killed-verifier') // where its packages are found
const script = join(folder, 'verifier.mjs')

beforeAll(async () => {
  const entryPoints = { verifier: 'tests/support/verifier.ts' }
  const options = { bundle: true, platform: 'node', format: 'esm', packages: 'external' } as const
  await build({ ...options, entryPoints, outdir: folder, outExtension: { '.js': '.mjs' } })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Two buckets with a good copy of each original in both, and a database that knows them. Every fifth original is bad in the first. */
async function damagedBuckets() {
  const { url, drop } = await createTestDatabase()
  const db = connect(url)
  const server = await startS3Server({ buckets: ['originals', 'copies'], remembersCalls: false })
  const { endpoint, credentials } = server
  const open = (bucket: string) =>
    createS3Backup({ bucket, endpoint, credentials, region: 'eu-west-1', forcePathStyle: true, maxAttempts: 1 })
  const stores = { backup: open('originals'), second: open('copies') }
  const originals = await insertOriginals(db, stores.backup, 20 + KILLS * 5)
  await runPass(vaultToolsFor(db, stores), { sequenceId: null, minutes: null }) // makes the second copies
  const bad = originals.filter((_, index) => index % 5 === 0)
  for (const { key } of bad) server.object(key, 'originals').body = Buffer.from(`bad ${key}`)
  const close = async () => {
    await server.close()
    await db.$client.end()
    await drop()
  }
  return { db, url, server, stores, originals, bad, close }
}

test(`${KILLS} kills of the verifier: nothing is skipped, nothing read again but what was in flight`, {
  timeout: 30_000 + KILLS * 10_000,
}, async () => {
  const { db, url, server, originals, bad, close } = await damagedBuckets()
  const { endpoint, credentials } = server
  const pass = await startPass(db, { kind: 'reading' })
  const next = random(`vault:${SEED}`)
  const reads = new Map<string, number>()
  let victim: ChildProcess | undefined
  let callsLeft = 0
  server.failWhen(({ operation, bucket, key }) => {
    if (operation === 'GetObject' && bucket === 'originals') reads.set(key, (reads.get(key) ?? 0) + 1)
    callsLeft -= 1
    if (callsLeft === 0) victim?.kill('SIGKILL')
    return callsLeft === 0 ? 'cut' : null
  })
  const verify = async () => {
    const argument = JSON.stringify({ databaseUrl: url, passId: pass.id, endpoint, credentials })
    victim = spawn(process.execPath, ['--no-warnings', script, argument], { stdio: ['ignore', 'ignore', 'inherit'] })
    const [code, signal] = await once(victim, 'exit')
    await db.execute(sql`update backup_checks set claimed_until = now() - interval '1 second'`) // the claims end by themselves
    return code ?? signal
  }

  for (let round = 0; round < KILLS; round += 1) {
    callsLeft = 1 + Math.floor(next() * CALLS_BEFORE_A_KILL)
    expect(await verify()).toBe('SIGKILL')
  }
  callsLeft = 0
  expect(await verify()).toBe(0)

  const checks = await db.select().from(backupChecks)
  expect(checks.every(({ state, verifiedAt }) => state === 'ok' && verifiedAt && verifiedAt > pass.startedAt)).toBe(
    true,
  )
  const isBad = new Set(bad.map(({ key }) => key))
  const again = originals.filter(({ key }) => !isBad.has(key)).map(({ key }) => (reads.get(key) ?? 0) - 1)
  expect(Math.min(...again)).toBe(0)
  expect(again.reduce((sum, times) => sum + times, 0)).toBeLessThanOrEqual(KILLS * IN_FLIGHT)
  for (const { key, bytes } of originals)
    for (const bucket of ['originals', 'copies']) expect(server.object(key, bucket).body).toEqual(bytes)
  const quarantined = server.keys('originals').filter((key) => key.startsWith('.quarantine/'))
  for (const { key } of bad) {
    const kept = quarantined.filter((place) => place.includes(`/${key}`))
    expect(kept.length).toBeGreaterThan(0)
    for (const place of kept) expect(server.object(place, 'originals').body).toEqual(Buffer.from(`bad ${key}`))
  }
  expect(quarantined.every((place) => bad.some(({ key }) => place.includes(`/${key}`)))).toBe(true)
  expect(await db.$count(backupChecks, eq(backupChecks.copies, 2))).toBe(originals.length)
  await close()
})
