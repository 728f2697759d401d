import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect } from 'vitest'
import { connect } from '@/db/client'
import { migrateDatabase } from '@/db/migrate'
import { photos } from '@/db/schema/photos'
import { takeLease } from '@/inngest/local/lease'
import { createTables, openDatabase } from '@/inngest/local/store'
import { getImport } from '@/lib/imports/progress/get-import'
import { renderTile } from '@/lib/tiles/render-tile'
import { Importing } from '@/tests/support/importing'
import { pgBouncerPart } from '@/tests/support/real-parts'
import { createTestDatabase } from '@/tests/support/test-database'

const program = process.env.REAL_PGBOUNCER // the path of PgBouncer; Debian: /usr/sbin/pgbouncer
const TRANSACTIONS = 400
const SERVER_CONNECTIONS = 2

/** `url`: a database of the test's own through PgBouncer in transaction mode. */
const test = base.extend<{ url: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures a fixture needs from this pattern
  url: async ({}, use) => {
    const database = await createTestDatabase()
    const folder = await mkdtemp(join(tmpdir(), 'mtp-pgbouncer-'))
    const log = join(folder, 'pgbouncer.log')
    const options = { folder, url: database.url, poolSize: SERVER_CONNECTIONS, log }
    const bouncer = await pgBouncerPart(program ?? '', options)
    await bouncer.start()
    await use(bouncer.url)
    await bouncer.kill()
    await rm(folder, { recursive: true })
    await database.drop()
  },
})

test.skipIf(!program)('every transaction is stored, also beside queries without one', async ({ url }) => {
  const { $client: sql } = connect(url, { max: 8 })
  await sql`create table notes (number integer)`
  const numbers = Array.from({ length: TRANSACTIONS }, (_, number) => number)
  await Promise.all(numbers.map((number) => sql.begin((tx) => tx`insert into notes values (${number})`)))
  const rows = await sql<{ number: number }[]>`select number from notes order by number`
  expect(rows.map(({ number }) => number)).toEqual(numbers)
  const answers = await Promise.all(
    numbers.map((number) => (number % 2 ? sql`select ${number}::integer as n` : sql.unsafe(`select ${number} as n`))),
  )
  expect(answers.map(([row]) => row?.n)).toEqual(numbers)
  await sql.end()
})

test.skipIf(!program)('PgBouncer is noticed, and tiles are drawn', async ({ url }) => {
  const db = connect(url, { max: 4, hasNames: true })
  await Promise.all(Array.from({ length: 50 }, (_, x) => renderTile(db, { z: 14, x, y: 0 })))
  expect(db.$client.options.prepare).toBe(false)
  await db.$client.end()
})

test.skipIf(!program)('migrations find nothing to do, and only one runner holds the lease', async ({ url }) => {
  await migrateDatabase(url)
  const sql = openDatabase(url, 4)
  await createTables(sql)
  const lease = await takeLease(sql, { holder: 'first' })
  await expect(takeLease(sql, { holder: 'second', leaseMs: 50 })).rejects.toThrow('Another runner already works')
  expect(await lease.renew()).toBe(true)
  await sql.end()
})

test.skipIf(!program)('an import stores every photo', async ({ url }) => {
  const pool = connect(url)
  const run = await Importing.start(pool, [{ username: 'ada', photos: 120, altitude: 'all', detections: 'all' }])
  const { importId } = await run.request()
  expect(await run.run(importId)).toEqual([])
  const { status } = await getImport(pool, { importId, userId: run.user.id })
  expect([status, await pool.$count(photos)]).toEqual(['completed', 120])
  await run.stop()
  await pool.$client.end()
})
