import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { isNotNull, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { photos } from '@/db/schema/photos'
import { between, pick, random } from '@/demo/random'
import type { DemoPhoto, DemoSequence } from '@/demo/world'
import { logIn } from '@/lib/users/log-in'
import { CLIENT_SECRET, HeldMapillary, type MapillaryApi } from '@/tests/support/held-mapillary'
import { until } from '@/tests/support/runner'
import { type S3Server, startS3Server } from '@/tests/support/s3-server'
import { sessionCookie, withDatabase } from '@/tests/support/session'
import { newDataDir, type Stack, startStack, type Victim } from '@/tests/support/stack'
import { isAlive } from '../../scripts/is-alive.mjs'

// More rounds: CRASH_ROUNDS=200 CRASH_SEED=7 npm test -- --only crash
const ROUNDS = Number(process.env.CRASH_ROUNDS ?? 22)
const SEED = process.env.CRASH_SEED ?? '1'

type Store = 'folder' | 'bucket'
type Product = { api: MapillaryApi; store: Store }

/** One description for all: what Mapillary speaks, and where the backup is. */
const PRODUCTS = [
  { api: 'v3', store: 'folder' },
  { api: 'v4', store: 'bucket' },
  { api: 'v4', store: 'folder' },
  { api: 'v3', store: 'bucket' },
] as const satisfies Product[]
const VICTIMS = ['web', 'steps', 'runner', 'postgres', 'launcher', 'children', 'all'] as const satisfies Victim[]
// /readyz remembers its answer for a second, so that a death that the launcher mends is not seen at once.
const READINESS_KEPT_MS = 1_000
const NOT_SEEN_AT_ONCE: Victim[] = ['postgres', 'runner', 'children']
const STEPS_OUTLIVE: Victim[] = ['web', 'runner', 'postgres'] // steps go on when these are killed
const ASKED_TWICE_AFTER: Victim[] = [...STEPS_OUTLIVE, 'launcher'] // with the launcher, a round may begin twice after the restart
const IMPORTS = 2 // at once
const PHOTOS = 40 // of each sequence
const AT_ONCE = IMPORTS * 8 // originals that the two imports copy at once
const ANSWERS_PER_ROUND = 12 // at most, so that no import ends before the last kill
const LARGE_BYTES = 11_000_000 // of every tenth original in a bucket: it is uploaded in parts, and killed between them
const RUN_TIMEOUT_MS = 240_000
const BACK_TIMEOUT_MS = 60_000

type Moment = { victim: Victim; afterAnswers: number; delayMs: number }
type Kill = { victim: Victim; asked: number; inFlight: Set<string> } // how many originals had been asked for, and which of them were not done

const next = random(`crash:${SEED}`)
const runs: Moment[][] = Array.from({ length: Math.ceil(ROUNDS / VICTIMS.length) }, (_, run) =>
  shuffled(VICTIMS)
    .slice(0, ROUNDS - run * VICTIMS.length)
    .map((victim) => ({
      victim,
      afterAnswers: 1 + Math.floor(next() * ANSWERS_PER_ROUND),
      delayMs: Math.round(between(next, 0, 60)),
    })),
)

/** Two imports over each API into such a store, while everything is killed. Each store has a file, so that they run side by side. */
export function testKills(store: Store): void {
  for (const [at, product] of PRODUCTS.entries()) {
    if (product.store === store)
      describe(`two imports over ${product.api} into a ${store}`, () => testProduct(product, at))
  }
}

function testProduct({ api, store }: Product, at: number): void {
  const ownRuns = runs.filter((_, run) => run % PRODUCTS.length === at)
  let mapillary: HeldMapillary
  let bucket: S3Server | undefined
  let stack: Stack
  let user: { id: number; username: string }
  let cookie: string
  const printed: string[] = [] // by launchers that are gone
  const login = () => mapillary.login('ada')
  const environment = () => ({ ...mapillary.environment, ...(bucket ? bucketEnvironment(bucket) : {}) })

  beforeAll(async () => {
    const recipe = { username: 'ada', photos: PHOTOS, originalWidth: 320 }
    const isLarge = ({ n }: DemoPhoto) => store === 'bucket' && n % 10 === 5
    mapillary = await HeldMapillary.start({
      api,
      sequences: Array.from({ length: ownRuns.length * IMPORTS }, () => recipe),
      leastBytes: (photo) => (isLarge(photo) ? LARGE_BYTES : 0),
    })
    bucket = store === 'bucket' ? await startS3Server({ remembersCalls: false }) : undefined
    stack = await startStack({ dataDir: newDataDir(), env: environment() })
    const secrets = z.object({ TOKEN_ENCRYPTION_KEY: z.string() }).parse(readJson(join(stack.dataDir, 'secrets.json')))
    const tokenKeys = [Buffer.from(secrets.TOKEN_ENCRYPTION_KEY, 'base64')] as const
    user = await withDatabase(stack, (db) => logIn({ db, tokenKeys }, login()))
    cookie = await sessionCookie(stack, user)
  }, 120_000)

  afterAll(async () => {
    await stack?.remove()
    await mapillary?.close()
    await bucket?.close()
  }, 60_000)

  test.each(ownRuns.map((kills, run) => [kills.map(({ victim }) => victim).join(', '), run, kills] as const))(
    `arrive whole and once although these are killed: %s (run %i, seed ${SEED})`,
    { timeout: RUN_TIMEOUT_MS },
    async (_victims, run, ownMoments) => {
      const sequences = mapillary.sequences.slice(run * IMPORTS, (run + 1) * IMPORTS)
      await mapillary.allow(0)
      const imports = await Promise.all(sequences.map(({ key }) => request(key)))

      const askedBefore = mapillary.asked.length
      const kills: Kill[] = []
      for (const { afterAnswers, delayMs, victim } of ownMoments) {
        await mapillary.allow(afterAnswers)
        await delay(delayMs)
        const asked = await killAndWait(victim)
        kills.push({
          victim,
          asked: asked - askedBefore,
          inFlight: await originalsInFlight(mapillary.asked.slice(askedBefore, asked)),
        })
      }
      mapillary.open()
      for (const { importId } of imports) await ended(importId)
      expectAskedAgainOnlyForKills(mapillary.asked.slice(askedBefore), kills)

      const stored = bucket ? bucketView(bucket) : folderView(join(stack.dataDir, 'backup'))
      for (const [index, { id }] of imports.entries()) {
        const sequence = sequences[index]
        if (sequence) await expectWhole(id, sequence, stored)
      }
      expect(stored.leftOvers()).toEqual([])
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

  /** Resolves with how many originals had been asked for when the victim died, once the product is back. */
  async function killAndWait(victim: Victim): Promise<number> {
    const before = {
      web: stack.pidOf('web'),
      steps: stack.pidOf('steps'),
      runner: stack.pidOf('runner'),
      postgres: stack.pidOf('postgres'),
    }
    await stack.kill9(victim)
    const { steps } = before
    // The parts of a launcher that was killed end by themselves, a moment later.
    if (steps !== undefined && !STEPS_OUTLIVE.includes(victim))
      await until('the end of the steps', () => !isAlive(steps), BACK_TIMEOUT_MS)
    const asked = await mapillary.countAsked({ areDead: !STEPS_OUTLIVE.includes(victim) })
    if (victim === 'postgres') await expectAnswerWithoutDatabase()
    if (victim === 'launcher' || victim === 'all') {
      printed.push(stack.output())
      stack = await startStack({ dataDir: stack.dataDir, port: stack.port, env: environment() })
      if (victim === 'launcher') expect(stack.pidOf('postgres'), 'the adopted PostgreSQL').toBe(before.postgres)
    }
    if (NOT_SEEN_AT_ONCE.includes(victim)) await delay(READINESS_KEPT_MS)
    await until(`the product to be back after ${victim} was killed`, isReady, BACK_TIMEOUT_MS)
    if (victim === 'web')
      expect(stack.pidOf('steps'), 'the server of the steps outlives the other one').toBe(before.steps)
    if (victim !== 'postgres') return asked
    expect(stack.pidOf('steps'), 'the server of the steps outlives PostgreSQL').toBe(before.steps)
    expect(stack.pidOf('web'), 'the web server outlives PostgreSQL').toBe(before.web)
    expect(stack.pidOf('runner'), 'the runner outlives PostgreSQL').toBe(before.runner)
    return asked
  }

  /** Those of the photos that were asked for and are not in the backup. Mapillary gives no answers meanwhile. */
  async function originalsInFlight(asked: string[]): Promise<Set<string>> {
    const done = await withDatabase(stack, (db) =>
      db.select({ key: photos.mapillaryKey }).from(photos).where(isNotNull(photos.backedUpAt)),
    )
    const isDone = new Set(done.map(({ key }) => key))
    const inFlight = new Set(asked.filter((key) => !isDone.has(key)))
    expect(inFlight.size, 'originals in flight').toBeLessThanOrEqual(AT_ONCE)
    return inFlight
  }

  /** While PostgreSQL is away the API says so, and hangs nobody up. */
  async function expectAnswerWithoutDatabase(): Promise<void> {
    const signal = AbortSignal.timeout(10_000)
    const response = await fetch(`${stack.url}/api/v1/photos`, { headers: { cookie }, signal })
    if (response.status !== 200) expect(await response.json()).toMatchObject({ status: 503 }) // 200: it was back already
  }

  async function isReady(): Promise<boolean> {
    const response = await fetch(`${stack.url}/readyz`).catch(() => undefined)
    return response?.ok === true && stack.pidOf('steps') !== undefined
  }

  async function ended(importId: string): Promise<void> {
    const Progress = z.object({ status: z.string(), reason: z.string().nullable(), errors: z.array(z.unknown()) })
    const progress = await until(
      `the end of import ${importId}`,
      async () => {
        const response = await fetch(`${stack.url}/api/v1/imports/${importId}`, { headers: { cookie } })
        if (!response.ok) return false
        const { status, reason, errors } = Progress.parse(await response.json())
        return ['queued', 'running', 'waiting_for_mapillary', 'waiting_for_backup'].includes(status)
          ? false
          : { status, reason, errors }
      },
      120_000,
    )
    expect(progress).toEqual({ status: 'completed', reason: null, errors: [] })
  }

  /** Each photo once and in order, each original once and byte for byte, and nothing else in the backup. */
  async function expectWhole(sequenceId: string, sequence: DemoSequence, stored: Stored): Promise<void> {
    const rows = await withDatabase(stack, (db) =>
      db.select().from(photos).where(sql`${photos.sequenceId} = ${sequenceId}`).orderBy(photos.n),
    )
    const keys = sequence.photos.map((photo) => mapillary.keyOf(photo))
    expect(rows.map(({ n, mapillaryKey }) => [n, mapillaryKey])).toEqual(keys.map((key, index) => [index + 1, key]))
    expect(rows.every(({ importedAt, backedUpAt }) => importedAt && backedUpAt)).toBe(true)

    const folder = `${user.username}/${sequenceId}`
    const originals = keys.map((_, index) => `${folder}/PHOTO_${index + 1}.jpg`)
    expect(stored.keys(`${folder}/`)).toEqual([...originals, `${folder}/SHA256SUMS`, `${folder}/manifest.json`].sort())
    const Manifest = z.object({ photos: z.array(z.object({ mapillaryKey: z.string(), sha256: z.string() })) })
    const manifest = Manifest.parse(JSON.parse(stored.read(`${folder}/manifest.json`).toString()))
    expect(manifest.photos.map(({ mapillaryKey }) => mapillaryKey)).toEqual(keys)
    for (const [index, original] of originals.entries()) {
      const key = keys[index] ?? ''
      const served = mapillary.sha256.get(key)
      expect(createHash('sha256').update(stored.read(original)).digest('hex'), original).toBe(served)
      expect(rows[index]?.backupSha256).toBe(served)
      expect(manifest.photos[index]?.sha256).toBe(served)
      expect(stored.metadata(original)).toEqual({ 'mapillary-key': key, sha256: served })
    }
  }

  async function expectNoOpenRun(): Promise<void> {
    const open = () =>
      withDatabase(stack, (db) =>
        db.execute(sql`
          select id, status, output from runner.runs
          where function_id like '%import-sequence%' and status <> 'completed'`),
      )
    await until(
      'the end of all runs',
      async () => (await open()).every(({ status }) => status !== 'running'),
      BACK_TIMEOUT_MS,
    )
    expect([...(await open())]).toEqual([])
  }

  /** No table, log, or file of the backup holds the Mapillary token or a secret of the product. */
  async function expectNoSecret(): Promise<void> {
    const kept = z.record(z.string(), z.string()).parse(readJson(join(stack.dataDir, 'secrets.json')))
    const { RUNNER_HOLDER: _name, ...secrets } = kept // a name, which stands in the runner's lease
    const hidden = { 'Mapillary token': login().token, 'client secret': CLIENT_SECRET, ...secrets }
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
    for (const folder of ['logs', 'backup']
      .map((name) => join(stack.dataDir, name))
      .filter((path) => existsSync(path))) {
      const files = readdirSync(folder, { recursive: true, withFileTypes: true })
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
}

/**
 * Nothing is downloaded twice, but what was in flight at a kill between the two requests for it. A step that outlives its runner or its
 * database goes on beside the one that is started after it: what both ask for is at most what is copied at once. So it is, for a reason
 * that is not known yet, with what was not yet in flight when the launcher was killed. Each original is stored once all the same.
 */
function expectAskedAgainOnlyForKills(asked: string[], kills: Kill[]): void {
  const last = new Map<string, number>()
  const unexplained: string[] = []
  for (const [at, key] of asked.entries()) {
    const before = last.get(key)
    last.set(key, at)
    if (before === undefined) continue
    const isExplained = kills.some((kill) => before < kill.asked && kill.asked <= at && kill.inFlight.has(key))
    if (!isExplained) unexplained.push(key)
  }
  const outlived = kills.filter(({ victim }) => ASKED_TWICE_AFTER.includes(victim))
  expect(unexplained.length, `asked for again: ${unexplained}`).toBeLessThanOrEqual(outlived.length * AT_ONCE)
}

/** What lies in a backup, whatever kind it is. */
type Stored = {
  keys: (prefix: string) => string[]
  read: (key: string) => Buffer
  metadata: (key: string) => unknown
  leftOvers: () => string[]
}

function folderView(backup: string): Stored {
  return {
    keys(prefix) {
      const names = readdirSync(join(backup, prefix)).sort()
      expect(readdirSync(join(backup, '.meta', prefix)).sort()).toEqual(names.map((name) => `${name}.json`))
      return names.map((name) => prefix + name)
    },
    read: (key) => readFileSync(join(backup, key)),
    metadata(key) {
      const versions = z
        .array(z.object({ metadata: z.unknown() }))
        .parse(readJson(join(backup, '.meta', `${key}.json`)))
      expect(versions).toHaveLength(1)
      return versions[0]?.metadata
    },
    leftOvers: () => readdirSync(join(backup, '.incoming')),
  }
}

function bucketView(bucket: S3Server): Stored {
  return {
    keys: (prefix) =>
      bucket
        .keys()
        .filter((key) => key.startsWith(prefix))
        .sort(),
    read: (key) => bucket.object(key).body,
    metadata: (key) => bucket.object(key).metadata,
    leftOvers: () => [
      ...bucket.keys().filter((key) => key.startsWith('.incoming/')),
      ...Array.from({ length: bucket.unfinishedUploads() }, () => 'an unfinished upload'),
    ],
  }
}

function bucketEnvironment({ endpoint, credentials }: S3Server): Record<string, string> {
  return {
    AWS_S3_MAPILLARY_BUCKET: 'photos',
    AWS_S3_FORCE_PATH_STYLE: 'true',
    AWS_ENDPOINT_URL_S3: endpoint,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  }
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
