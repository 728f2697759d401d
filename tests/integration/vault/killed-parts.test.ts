import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { eq, isNotNull, sql } from 'drizzle-orm'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect, type Db } from '@/db/client'
import { migrateDatabase } from '@/db/migrate'
import { backupChecks, backupEvents, vaultPasses } from '@/db/schema/vault'
import { random } from '@/demo/random'
import { createS3Backup } from '@/lib/backup/s3'
import { findPass, startPass } from '@/lib/vault/passes'
import { runPass } from '@/lib/vault/run-pass'
import { startS3Server } from '@/tests/support/s3-server'
import { insertOriginals, vaultToolsFor } from '@/tests/support/vault-scene'
import { createDatabase } from '../../../scripts/databases.mjs'
import { startPostgres } from '../../../scripts/postgres.mjs'

// More rounds: VAULT_KILLS=50 VAULT_SEED=7 npx vitest run --project integration tests/integration/vault/killed-parts.test.ts
const KILLS = Number(process.env.VAULT_KILLS ?? 6)
const SEED = process.env.VAULT_SEED ?? '1'
const VICTIMS = ['verifier', 'database', 'store'] as const
const IN_FLIGHT = 4 // originals that a verifier reads at once
const CALLS_BEFORE_A_KILL = 40 // at most

const root = join(import.meta.dirname, '../../..')
const folder = join(root, 'node_modules/.cache/killed-verifier') // where its packages are found
const script = join(folder, 'verifier.mjs')

beforeAll(async () => {
  const entryPoints = { verifier: 'tests/support/verifier.ts' }
  const options = { bundle: true, platform: 'node', format: 'esm', packages: 'external' } as const
  await build({ ...options, entryPoints, outdir: folder, outExtension: { '.js': '.mjs' } })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** A PostgreSQL of its own, which keeps what it has committed when it is killed. A later run removes what a killed one leaves. */
async function ownPostgres() {
  mkdirSync(join(root, '.test'), { recursive: true })
  const dataDir = join(root, `.test/postgres-${process.pid}`)
  const start = () => startPostgres({ dataDir })
  const server = await start()
  const url = await createDatabase(server.url, 'vault', {})
  await migrateDatabase(url)
  return {
    url,
    kill: () => process.kill(Number(readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL'),
    start,
    async remove() {
      await (await start()).stop()
      await rm(dataDir, { recursive: true })
    },
  }
}

/** Two buckets with a good copy of each original in both, and a database that knows them. Every fifth original is bad in the first. */
async function damagedBuckets() {
  const postgres = await ownPostgres()
  const server = await startS3Server({ buckets: ['originals', 'copies'], remembersCalls: false })
  const { endpoint, credentials } = server
  const open = (bucket: string) =>
    createS3Backup({ bucket, endpoint, credentials, region: 'eu-west-1', forcePathStyle: true, maxAttempts: 1 })
  const stores = { backup: open('originals'), second: open('copies') }
  const withDatabase = async <T>(use: (db: Db) => Promise<T>): Promise<T> => {
    const db = connect(postgres.url)
    try {
      return await use(db)
    } finally {
      await db.$client.end()
    }
  }
  const originals = await withDatabase(async (db) => {
    const inserted = await insertOriginals(db, stores.backup, 20 + KILLS * 6)
    await runPass(vaultToolsFor(db, stores), { sequenceId: null, minutes: null }) // makes the second copies
    return inserted
  })
  const bad = originals.filter((_, index) => index % 5 === 0)
  for (const { key } of bad) server.object(key, 'originals').body = Buffer.from(`bad ${key}`)
  const close = async () => {
    await server.close()
    await postgres.remove()
  }
  return { postgres, withDatabase, server, originals, bad, close }
}

test(`${KILLS} kills of verifier, database and store: nothing is skipped, nothing read again but what was in flight`, {
  timeout: 60_000 + KILLS * 10_000,
}, async () => {
  const { postgres, withDatabase, server, originals, bad, close } = await damagedBuckets()
  const { endpoint, credentials } = server
  const first = await withDatabase((db) => startPass(db, { kind: 'reading' }))
  let passId = first.id
  const next = random(`vault:${SEED}`)
  const reads = new Map<string, number>()
  const state = { victim: 'verifier' as (typeof VICTIMS)[number], callsLeft: 0, isStoreDead: false }
  let verifier: ChildProcess | undefined
  server.failWhen(({ operation, bucket, key }) => {
    if (state.isStoreDead) return 'cut'
    state.callsLeft -= 1
    if (state.callsLeft === 0) {
      if (state.victim === 'verifier') verifier?.kill('SIGKILL')
      else if (state.victim === 'database') postgres.kill()
      else state.isStoreDead = true
      if (state.victim !== 'database') return 'cut'
    }
    if (operation === 'GetObject' && bucket === 'originals') reads.set(key, (reads.get(key) ?? 0) + 1)
    return null
  })
  const verify = async () => {
    const dueBefore = first.startedAt.toISOString()
    const argument = JSON.stringify({ databaseUrl: postgres.url, passId, dueBefore, endpoint, credentials })
    verifier = spawn(process.execPath, ['--no-warnings', script, argument], { stdio: ['ignore', 'ignore', 'ignore'] })
    const [code, signal] = await once(verifier, 'exit')
    state.isStoreDead = false
    await postgres.start()
    await withDatabase(async (db) => {
      await db.execute(sql`update backup_checks set claimed_until = now() - interval '1 second'`) // the claims end by themselves
      if (!(await findPass(db, passId))) passId = (await startPass(db, { kind: 'reading' })).id
    })
    return code ?? signal
  }

  for (let round = 0; round < KILLS; round += 1) {
    state.victim = VICTIMS[round % VICTIMS.length] ?? 'verifier'
    state.callsLeft = 1 + Math.floor(next() * CALLS_BEFORE_A_KILL)
    expect(await verify(), state.victim).toBe({ verifier: 'SIGKILL', database: 1, store: 0 }[state.victim])
    expect(state.callsLeft).toBeLessThanOrEqual(0)
  }
  state.callsLeft = 0
  expect(await verify()).toBe(0)

  await withDatabase(async (db) => {
    const checks = await db.select().from(backupChecks)
    expect(
      checks.every((check) => check.state === 'ok' && check.verifiedAt && check.verifiedAt > first.startedAt),
    ).toBe(true)
    expect(await db.$count(backupChecks, eq(backupChecks.copies, 2))).toBe(originals.length)
    const isBad = new Set(bad.map(({ photoId }) => photoId))
    const events = await db.select().from(backupEvents)
    expect(events.filter(({ photoId, done }) => !isBad.has(photoId) || done !== 'other-copy')).toEqual([])
    expect(new Set(events.map(({ photoId }) => photoId)).size).toBe(events.length)
    expect(await db.$count(vaultPasses, isNotNull(vaultPasses.alarm))).toBe(Math.floor(KILLS / VICTIMS.length))
  })
  const isBadKey = new Set(bad.map(({ key }) => key))
  const again = originals.filter(({ key }) => !isBadKey.has(key)).map(({ key }) => (reads.get(key) ?? 0) - 1)
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
  await close()
})
