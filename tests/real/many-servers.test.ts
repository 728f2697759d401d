import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { encode } from 'next-auth/jwt'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { connect } from '@/db/client'
import { migrateDatabase } from '@/db/migrate'
import { photos } from '@/db/schema/photos'
import { logIn } from '@/lib/users/log-in'
import { HeldMapillary } from '@/tests/support/held-mapillary'
import {
  pgBouncerPart,
  postgresPart,
  programPart,
  type RealPart,
  s3Part,
  startBalancer,
} from '@/tests/support/real-parts'
import { until } from '@/tests/support/runner'
import { build } from '../../scripts/build.mjs'
import { freePort } from '../../scripts/ports.mjs'

const { REAL_PGBOUNCER: pgbouncer, REAL_S3: s3, REAL_INNGEST: inngest, REAL_REDIS: redis } = process.env
const areThere = Boolean(pgbouncer && s3 && inngest && redis)
const ROUNDS = Number(process.env.MTP_REAL_ROUNDS ?? 8)
const PHOTOS = 40
const ANSWERS = 6 // of Mapillary before a part is killed
const IMPORT_TIMEOUT_MS = 300_000
const VICTIMS = ['web 1', 'steps 1', 'inngest', 'redis', 'pgbouncer', 's3', 'postgres', 'steps 2'] as const

type Stack = Awaited<ReturnType<typeof startStack>>
let stack: Stack
let folder: string

/** Two web and two step servers, PostgreSQL behind PgBouncer, an S3 server, Inngest over Redis and PostgreSQL, and a Mapillary of the test's own. */
async function startStack() {
  const log = (name: string) => join(folder, `${name.replace(' ', '-')}.log`)
  const mapillary = await HeldMapillary.start({
    api: 'v4',
    sequences: Array.from({ length: ROUNDS }, () => ({ username: 'ada', photos: PHOTOS, originalWidth: 320 })),
  })
  const database = await postgresPart(folder)
  await migrateDatabase(database.url)
  const options = { folder, url: database.url, poolSize: 20, log: log('pgbouncer') }
  const pooler = await pgBouncerPart(pgbouncer ?? '', options)
  const bucket = await s3Part(s3 ?? '', folder, log('s3'))
  const ports = await Promise.all(Array.from({ length: 6 }, () => freePort()))
  const [redisPort = 0, inngestPort = 0, ...servers] = ports
  const redisFolder = join(folder, 'redis')
  mkdirSync(redisFolder)
  const redisArgs = ['--port', `${redisPort}`, '--dir', redisFolder, '--appendonly', 'yes', '--appendfsync', 'always']
  const queue = programPart('redis', { command: redis ?? '', args: redisArgs, port: redisPort, log: log('redis') })
  const keys = { event: randomBytes(16).toString('hex'), signing: randomBytes(32).toString('hex') }
  const web = await startBalancer(servers.slice(0, 2))
  const steps = await startBalancer(servers.slice(2))
  const engineArgs = [
    'start',
    '--no-ui',
    ...['--host', '127.0.0.1', '--port', `${inngestPort}`, '--event-key', keys.event, '--signing-key', keys.signing],
    ...['--redis-uri', `redis://127.0.0.1:${redisPort}`, '--postgres-uri', `${database.inngestUrl}?sslmode=disable`],
    ...['--poll-interval', '5', '-u', `${steps.url}/api/inngest`],
  ]
  const engine = programPart('inngest', {
    command: inngest ?? '',
    args: engineArgs,
    port: inngestPort,
    log: log('inngest'),
  })
  const secrets = { NEXTAUTH_SECRET: 'a secret of this test', TOKEN_ENCRYPTION_KEY: randomBytes(32).toString('base64') }
  const env = {
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    HOSTNAME: '127.0.0.1',
    NEXT_MANUAL_SIG_HANDLE: 'true',
    DATABASE_URL: pooler.url,
    NEXTAUTH_URL: web.url,
    INNGEST_BASE_URL: `http://127.0.0.1:${inngestPort}`,
    INNGEST_EVENT_KEY: keys.event,
    INNGEST_SIGNING_KEY: keys.signing,
    INNGEST_SERVE_ORIGIN: steps.url,
    ...secrets,
    ...bucket.environment,
    ...mapillary.environment,
  }
  const names = ['web 1', 'web 2', 'steps 1', 'steps 2']
  const apps = names.map((name, index) => {
    const port = servers[index] ?? 0
    const own = { ...env, PORT: `${port}`, MTP_DATA_DIR: join(folder, name) }
    const args = ['.next/standalone/server.js']
    return programPart(name, { command: process.execPath, args, port, log: log(name), env: own })
  })
  const parts: RealPart[] = [database, pooler, bucket, queue, ...apps, engine]
  for (const part of parts) if (part.name !== 'postgres') await part.start()
  const db = connect(database.url, { max: 2 })
  const tokenKeys = [Buffer.from(secrets.TOKEN_ENCRYPTION_KEY, 'base64')] as const
  const user = await logIn({ db, tokenKeys }, mapillary.login('ada'))
  const token = { sub: String(user.id), name: user.username }
  const cookie = `next-auth.session-token=${await encode({ token, secret: secrets.NEXTAUTH_SECRET })}`
  return {
    mapillary,
    parts,
    db,
    user,
    cookie,
    url: web.url,
    objects: bucket.objects,
    async stop() {
      await db.$client.end({ timeout: 1 })
      for (const part of parts.toReversed()) await part.kill()
      web.close()
      steps.close()
      await mapillary.close()
    },
  }
}

beforeAll(async () => {
  if (!areThere) return
  await build()
  folder = await mkdtemp(join(tmpdir(), 'mtp-real-'))
  stack = await startStack()
}, 600_000)

afterAll(async () => {
  await stack?.stop()
  if (folder) await rm(folder, { recursive: true, force: true })
}, 60_000)

const rounds = Array.from(
  { length: ROUNDS },
  (_, round) => [round, VICTIMS[round % VICTIMS.length] ?? 'web 1'] as const,
)

test.skipIf(!areThere).each(rounds)(
  'round %i: an import arrives whole and once although %s is killed',
  { timeout: IMPORT_TIMEOUT_MS + 60_000 },
  async (round, victim) => {
    const { mapillary, parts, db, user, objects } = stack
    const sequence = mapillary.sequences[round]
    const part = parts.find(({ name }) => name === victim)
    if (!sequence || !part) throw new Error(`There is no ${victim}`)
    await mapillary.allow(0)
    const { id, importId } = await request(sequence.key)
    await mapillary.allow(ANSWERS)
    const killedAt = performance.now()
    await part.kill()
    await part.start()
    mapillary.open()
    await until(`the end of import ${importId}`, () => hasCompleted(importId), IMPORT_TIMEOUT_MS)
    console.log(
      `Round ${round}, ${victim}: completed ${((performance.now() - killedAt) / 1000).toFixed(1)} s after the kill`,
    )

    const rows = await db.select().from(photos).where(sql`${photos.sequenceId} = ${id}`).orderBy(photos.n)
    const keys = sequence.photos.map((photo) => mapillary.keyOf(photo))
    expect(rows.map(({ n, mapillaryKey }) => [n, mapillaryKey])).toEqual(keys.map((key, index) => [index + 1, key]))
    const names = keys.map((_, index) => `PHOTO_${index + 1}.jpg`)
    const stored = join(objects, user.username, id)
    expect(readdirSync(stored).sort()).toEqual([...names, 'SHA256SUMS', 'manifest.json'].sort())
    for (const [index, name] of names.entries()) {
      const hash = createHash('sha256')
        .update(readFileSync(join(stored, name)))
        .digest('hex')
      expect([hash, rows[index]?.backupSha256], name).toEqual(Array(2).fill(mapillary.sha256.get(keys[index] ?? '')))
    }
  },
)

/** Asks again while a part comes back: the same request twice is one import. */
async function request(mapillarySequenceKey: string) {
  const headers = { cookie: stack.cookie, origin: stack.url, 'content-type': 'application/json' }
  const body = JSON.stringify({ mapillarySequenceKey })
  const Started = z.object({ id: z.string(), importId: z.string() })
  return until(
    'the import to be taken',
    async () => {
      const answer = await fetch(`${stack.url}/api/v1/sequences`, { method: 'POST', headers, body }).catch(() => null)
      return answer?.status === 202 && Started.parse(await answer.json())
    },
    60_000,
  )
}

async function hasCompleted(importId: string): Promise<boolean> {
  const headers = { cookie: stack.cookie }
  const answer = await fetch(`${stack.url}/api/v1/imports/${importId}`, { headers }).catch(() => null)
  if (!answer?.ok) return false
  const { status, reason } = z.object({ status: z.string(), reason: z.string().nullable() }).parse(await answer.json())
  if (['failed', 'cancelled', 'completed_with_errors'].includes(status)) throw new Error(`It ${status}: ${reason}`)
  return status === 'completed'
}
