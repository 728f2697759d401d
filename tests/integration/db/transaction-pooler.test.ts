import { sql } from 'drizzle-orm'
import { test as base, expect } from 'vitest'
import { connect } from '@/db/client'
import { migrateDatabase } from '@/db/migrate'
import { nameStatements } from '@/db/name-statements'
import { renderTile } from '@/lib/tiles/render-tile'
import { createTestDatabase } from '@/tests/support/test-database'
import { type PoolerOptions, startTransactionPooler } from '@/tests/support/transaction-pooler'

const TRANSACTIONS = 400
const CONNECTIONS = 8

type Pooled = { direct: string; throughPooler: (options?: PoolerOptions) => Promise<string> }

/** `throughPooler`: the address of the same database through a pooler in transaction mode. */
const test = base.extend<{ database: Pooled }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures a fixture needs from this pattern
  database: async ({}, use) => {
    const { url, drop } = await createTestDatabase()
    const poolers: { close: () => void }[] = []
    await use({
      direct: url,
      async throughPooler(options) {
        const pooler = await startTransactionPooler(url, options)
        poolers.push(pooler)
        return pooler.url
      },
    })
    for (const pooler of poolers) pooler.close()
    await drop()
  },
})

test('every commit is done through a pooler that no setting names', async ({ database }) => {
  const { resolved, stored } = await writeNotes(await database.throughPooler())
  expect(resolved).toHaveLength(TRANSACTIONS)
  expect(stored).toEqual(resolved)
})

test('every commit is done through a pooler that looks like a server', async ({ database }) => {
  const { resolved, stored } = await writeNotes(await database.throughPooler({ keepsKeys: true }))
  expect(resolved).toHaveLength(TRANSACTIONS)
  expect(stored).toEqual(resolved)
})

test('tiles are drawn through a pooler, also one that looks like a server', async ({ database }) => {
  for (const keepsKeys of [false, true]) {
    const db = connect(await database.throughPooler({ keepsKeys }), { max: CONNECTIONS, hasNames: true })
    await expect.poll(() => db.$client.options.prepare).toBe(keepsKeys)
    const tiles = await Promise.all(Array.from({ length: 100 }, (_, x) => renderTile(db, { z: 14, x, y: 0 })))
    expect(tiles).toHaveLength(100)
    await db.$client.end()
  }
})

test('queries with and without parameters get their own answers through a pooler', async ({ database }) => {
  const { $client: sql } = connect(await database.throughPooler(), { max: 2 })
  const numbers = Array.from({ length: 200 }, (_, number) => number)
  const answers = await Promise.all(
    numbers.map((number) => (number % 2 ? sql`select ${number}::integer as n` : sql.unsafe(`select ${number} as n`))),
  )
  expect(answers.map(([row]) => row?.n)).toEqual(numbers)
  await sql.end()
})

test('a commit that the server answers with ROLLBACK is refused', async ({ database }) => {
  const db = connect(await database.throughPooler({ beforeCommit: 'select 1/0' }), { max: 1 })
  const committed = db.transaction((tx) => tx.execute(sql`create table notes (number integer)`))
  await expect(committed).rejects.toMatchObject({ code: 'TRANSACTION_ROLLED_BACK' })
  expect(await db.execute(sql`select to_regclass('notes') as name`)).toEqual([{ name: null }])
  await db.$client.end()
})

test('migrations run through a pooler, also several at once', async ({ database }) => {
  const pooled = await database.throughPooler()
  const db = connect(pooled, { max: 1 })
  await db.execute(sql`drop schema public cascade`)
  await db.execute(sql`drop schema drizzle cascade`)
  await db.execute(sql`create schema public`)
  await Promise.all([1, 2, 3].map(() => migrateDatabase(pooled)))
  expect(await db.execute(sql`select count(*)::int as photos from photos`)).toEqual([{ photos: 0 }])
  await db.$client.end()
})

test('statements have names where a server answers, and none where a pooler does', async ({ database }) => {
  const server = connect(database.direct, { max: 1 }).$client
  const pooler = connect(await database.throughPooler(), { max: 1 }).$client
  await Promise.all([nameStatements(server), nameStatements(pooler)])
  expect([server.options.prepare, pooler.options.prepare]).toEqual([true, false])
  await Promise.all([server.end(), pooler.end()])
})

/** Writes one note a transaction, and says whose promises resolved and which notes are there. */
async function writeNotes(url: string) {
  const { $client: client } = connect(url, { max: CONNECTIONS })
  await client`create table notes (number integer)`
  const numbers = Array.from({ length: TRANSACTIONS }, (_, number) => number)
  const written = await Promise.allSettled(
    numbers.map((number) => client.begin((tx) => tx`insert into notes values (${number})`)),
  )
  const resolved = numbers.filter((number) => written[number]?.status === 'fulfilled')
  const rows = await client<{ number: number }[]>`select number from notes order by number`
  await client.end()
  return { resolved, stored: rows.map(({ number }) => number) }
}
