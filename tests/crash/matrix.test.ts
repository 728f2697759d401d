import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { photos } from '@/db/schema/photos'
import { between, pick, random } from '@/demo/random'
import type { DemoSequence } from '@/demo/world'
import { logIn } from '@/lib/users/log-in'
import { HeldMapillary } from '@/tests/support/held-mapillary'
import { until } from '@/tests/support/runner'
import { sessionCookie, withDatabase } from '@/tests/support/session'
import { newDataDir, type Part, type Stack, startStack } from '@/tests/support/stack'

// More rounds: CRASH_ROUNDS=200 CRASH_SEED=7 npm test -- --only crash
const ROUNDS = Number(process.env.CRASH_ROUNDS ?? 20)
const SEED = process.env.CRASH_SEED ?? '1'

const VICTIMS = ['web', 'runner', 'postgres', 'launcher', 'all'] as const satisfies (Part | 'all')[]
const IMPORTS = 2 // at once
const PHOTOS = 40 // of each sequence
const IN_FLIGHT = IMPORTS * 8 // originals that the two imports copy at once
const ANSWERS_PER_ROUND = 14 // at most, so that no import ends before the last kill
const RUN_TIMEOUT_MS = 240_000
const BACK_TIMEOUT_MS = 60_000

type Victim = (typeof VICTIMS)[number]

const next = random(`crash:${SEED}`)
const runs = Array.from({ length: Math.ceil(ROUNDS / VICTIMS.length) }, (_, run) =>
  shuffled(VICTIMS)
    .slice(0, ROUNDS - run * VICTIMS.length)
    .map((victim) => ({
      victim,
      afterAnswers: 1 + Math.floor(next() * ANSWERS_PER_ROUND),
      delayMs: Math.round(between(next, 0, 60)),
    })),
)

let mapillary: HeldMapillary
let stack: Stack
let user: { id: number; username: string }
let cookie: string
const printed: string[] = [] // by launchers that are gone
const login = () => mapillary.login('ada')

beforeAll(async () => {
  const recipe = { username: 'ada', photos: PHOTOS, originalWidth: 320 }
  mapillary = await HeldMapillary.start({ sequences: Array.from({ length: runs.length * IMPORTS }, () => recipe) })
  stack = await startStack({ dataDir: newDataDir(), env: mapillary.environment })
  const secrets = z.object({ TOKEN_ENCRYPTION_KEY: z.string() }).parse(readJson(join(stack.dataDir, 'secrets.json')))
  const tokenKey = Buffer.from(secrets.TOKEN_ENCRYPTION_KEY, 'base64')
  user = await withDatabase(stack, (db) => logIn({ db, tokenKey }, login()))
  cookie = await sessionCookie(stack, user)
}, 120_000)

afterAll(async () => {
  await stack?.remove()
  await mapillary?.close()
}, 60_000)

test.each(runs.map((moments, run) => [moments.map(({ victim }) => victim).join(', '), run, moments] as const))(
  `two imports arrive whole and once although these are killed: %s (run %i, seed ${SEED})`,
  { timeout: RUN_TIMEOUT_MS },
  async (_victims, run, moments) => {
    const sequences = mapillary.sequences.slice(run * IMPORTS, (run + 1) * IMPORTS)
    await mapillary.allow(0)
    const imports = await Promise.all(sequences.map(({ key }) => request(key)))

    const askedFrom = mapillary.asked.length
    for (const { afterAnswers, delayMs, victim } of moments) {
      await mapillary.allow(afterAnswers)
      await delay(delayMs)
      await killAndWait(victim)
    }
    mapillary.open()
    for (const { importId } of imports) await ended(importId)
    const askedAgain = mapillary.asked.length - askedFrom - IMPORTS * PHOTOS
    expect(askedAgain, 'originals asked for again').toBeLessThanOrEqual(IN_FLIGHT * moments.length)

    for (const [index, { id }] of imports.entries()) {
      const sequence = sequences[index]
      if (sequence) await expectWhole(id, sequence)
    }
    expect(readdirSync(join(stack.dataDir, 'backup/.incoming'))).toEqual([])
    await expectNoOpenRun()
    await expectNoSecret()
  },
)

async function request(mapillarySequenceKey: string) {
  const response = await fetch(`${stack.url}/api/v1/sequences`, {
    method: 'POST',
    headers: { cookie, origin: stack.url, 'content-type': 'application/json' },
    body: JSON.stringify({ mapillarySequenceKey }),
  })
  expect(response.status).toBe(202)
  return z.object({ id: z.string(), importId: z.string() }).parse(await response.json())
}

async function killAndWait(victim: Victim): Promise<void> {
  const before = { web: stack.pidOf('web'), runner: stack.pidOf('runner'), postgres: stack.pidOf('postgres') }
  await stack.kill9(victim)
  if (victim === 'postgres') await expectAnswerWithoutDatabase()
  if (victim === 'launcher' || victim === 'all') {
    printed.push(stack.output())
    stack = await startStack({ dataDir: stack.dataDir, port: stack.port, env: mapillary.environment })
    if (victim === 'launcher') expect(stack.pidOf('postgres'), 'the adopted PostgreSQL').toBe(before.postgres)
  }
  await until(`the product to be back after ${victim} was killed`, isReady, BACK_TIMEOUT_MS)
  if (victim !== 'postgres') return
  expect(stack.pidOf('web'), 'the web server outlives PostgreSQL').toBe(before.web)
  expect(stack.pidOf('runner'), 'the runner outlives PostgreSQL').toBe(before.runner)
}

/** While PostgreSQL is away the API says so, and hangs nobody up. */
async function expectAnswerWithoutDatabase(): Promise<void> {
  const signal = AbortSignal.timeout(10_000)
  const response = await fetch(`${stack.url}/api/v1/photos`, { headers: { cookie }, signal })
  if (response.status !== 200) expect(await response.json()).toMatchObject({ status: 503 }) // 200: it was back already
}

async function isReady(): Promise<boolean> {
  const response = await fetch(`${stack.url}/readyz`).catch(() => undefined)
  return response?.ok ?? false
}

async function ended(importId: string): Promise<void> {
  const Progress = z.object({ status: z.string(), reason: z.string().nullable(), errors: z.array(z.unknown()) })
  const progress = await until(
    `the end of import ${importId}`,
    async () => {
      const response = await fetch(`${stack.url}/api/v1/imports/${importId}`, { headers: { cookie } })
      if (!response.ok) return false
      const { status, reason, errors } = Progress.parse(await response.json())
      return ['queued', 'running', 'waiting_for_mapillary'].includes(status) ? false : { status, reason, errors }
    },
    120_000,
  )
  expect(progress).toEqual({ status: 'completed', reason: null, errors: [] })
}

/** Each photo once and in order, each original once and byte for byte, and nothing else in the backup. */
async function expectWhole(sequenceId: string, sequence: DemoSequence): Promise<void> {
  const rows = await withDatabase(stack, (db) =>
    db.select().from(photos).where(sql`${photos.sequenceId} = ${sequenceId}`).orderBy(photos.n),
  )
  expect(rows.map(({ n, mapillaryKey }) => [n, mapillaryKey])).toEqual(sequence.photos.map(({ n, key }) => [n, key]))
  expect(rows.every(({ importedAt, backedUpAt }) => importedAt && backedUpAt)).toBe(true)

  const backup = join(stack.dataDir, 'backup')
  const folder = join(user.username, sequenceId)
  const originals = sequence.photos.map(({ n }) => `PHOTO_${n}.jpg`)
  expect(readdirSync(join(backup, folder)).sort()).toEqual([...originals, 'manifest.json'].sort())
  expect(readdirSync(join(backup, '.meta', folder)).sort()).toEqual(
    [...originals, 'manifest.json'].map((name) => `${name}.json`).sort(),
  )
  const Manifest = z.object({ photos: z.array(z.object({ mapillaryKey: z.string(), sha256: z.string() })) })
  const manifest = Manifest.parse(readJson(join(backup, folder, 'manifest.json')))
  expect(manifest.photos.map(({ mapillaryKey }) => mapillaryKey)).toEqual(sequence.photos.map(({ key }) => key))
  for (const [index, { key, n }] of sequence.photos.entries()) {
    const served = mapillary.sha256.get(key)
    const file = readFileSync(join(backup, folder, `PHOTO_${n}.jpg`))
    expect(createHash('sha256').update(file).digest('hex'), `PHOTO_${n}.jpg`).toBe(served)
    expect(rows[index]?.backupSha256).toBe(served)
    expect(manifest.photos[index]?.sha256).toBe(served)
    const metadata = readJson(join(backup, '.meta', folder, `PHOTO_${n}.jpg.json`))
    expect(metadata).toMatchObject([{ metadata: { 'mapillary-key': key, sha256: served } }])
  }
}

async function expectNoOpenRun(): Promise<void> {
  const open = () =>
    withDatabase(stack, (db) =>
      db.execute(sql`
        select id, status, output from runner.runs
        where function_id like '%import-sequence%' and status <> 'completed'`),
    )
  await until('the end of all runs', async () => (await open()).every(({ status }) => status !== 'running'))
  expect([...(await open())]).toEqual([])
}

/** No table, log, or file of the backup holds the Mapillary token or a secret of the product. */
async function expectNoSecret(): Promise<void> {
  const secrets = z.record(z.string(), z.string()).parse(readJson(join(stack.dataDir, 'secrets.json')))
  const hidden = { 'Mapillary token': login().token, ...secrets }
  const places = await withDatabase(stack, async (db) => {
    const tables = await db.execute<{ name: string }>(sql`
      select format('%I.%I', table_schema, table_name) as name from information_schema.tables
      where table_schema in ('public', 'runner') and table_type = 'BASE TABLE'`)
    expect(tables.map(({ name }) => name)).toContain('runner.steps')
    const found: [name: string, content: string][] = []
    for (const { name } of tables) {
      const [row] = await db.execute<{ content: string | null }>(
        sql`select string_agg(t::text, e'\n') as content from ${sql.raw(name)} t`,
      )
      found.push([name, row?.content ?? ''])
    }
    return found
  })
  for (const folder of ['logs', 'backup']) {
    const files = readdirSync(join(stack.dataDir, folder), { recursive: true, withFileTypes: true })
    for (const file of files.filter((entry) => entry.isFile())) {
      const path = join(file.parentPath, file.name)
      places.push([path, readFileSync(path, 'latin1')])
    }
  }
  places.push(['the launcher', [...printed, stack.output()].join('\n')])
  const leaks = places.flatMap(([place, content]) =>
    Object.entries(hidden).flatMap(([name, secret]) => (content.includes(secret) ? [`${name} in ${place}`] : [])),
  )
  expect(leaks).toEqual([])
}

function readJson(file: string): unknown {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}

function shuffled<T>(list: readonly T[]): T[] {
  const left = [...list]
  return list.map(() => {
    const chosen = pick(next, left)
    left.splice(left.indexOf(chosen), 1)
    return chosen
  })
}
