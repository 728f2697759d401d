import type { Sql } from 'postgres'
import { test as base, expect } from 'vitest'
import { takeLease } from '@/inngest/local/lease'
import { createTables, openDatabase } from '@/inngest/local/store'
import { createRunnerDatabase } from '@/tests/support/runner'
import { startTransactionPooler } from '@/tests/support/transaction-pooler'

const OVER = -1 // milliseconds: the lease ends as soon as it is taken

/** `sql`: through a pooler that gives each transaction another server connection. */
const test = base.extend<{ sql: Sql }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures a fixture needs from this pattern
  sql: async ({}, use) => {
    const database = await createRunnerDatabase()
    const pooler = await startTransactionPooler(database.url)
    const sql = openDatabase(pooler.url, 4)
    await createTables(sql)
    await sql`create table notes (note text)`
    await use(sql)
    await sql.end()
    pooler.close()
    await database.drop()
  },
})

test('a lease that is renewed is taken by nobody else', async ({ sql }) => {
  const lease = await takeLease(sql, { holder: 'first' })
  await expect(takeLease(sql, { holder: 'second', leaseMs: 50 })).rejects.toThrow('Another runner already works')
  expect(await lease.renew()).toBe(true)
})

test('a runner that lost its lease can write nothing more', async ({ sql }) => {
  const lost = await takeLease(sql, { holder: 'first', leaseMs: OVER })
  const held = await takeLease(sql, { holder: 'second' })
  await expect(lost.write((tx) => tx`insert into notes values ('lost')`)).rejects.toThrow('has taken over')
  await held.write((tx) => tx`insert into notes values ('held')`)
  expect(await lost.renew()).toBe(false)
  expect(await sql`select note from notes`).toEqual([{ note: 'held' }])
})

test('the next holder of the same name takes over at once', async ({ sql }) => {
  const killed = await takeLease(sql, { holder: 'launcher' })
  const next = await takeLease(sql, { holder: 'launcher' })
  expect([await killed.renew(), await next.renew()]).toEqual([false, true])
})

test('a lease is taken only after the writes of its last holder have ended', async ({ sql }) => {
  const first = await takeLease(sql, { holder: 'first', leaseMs: OVER })
  const order: string[] = []
  const taking = await first.write(async (tx) => {
    const taken = takeLease(sql, { holder: 'second' }).then(() => order.push('taken'))
    const waiting = () => sql`
      select from pg_locks where not granted and pid in (select pid from pg_stat_activity where datname = current_database())`
    await expect.poll(waiting).not.toEqual([])
    await tx`insert into notes values ('last')`
    order.push('written')
    return { taken }
  })
  await taking.taken
  expect(order).toEqual(['written', 'taken'])
})

test('a lease that was released is free', async ({ sql }) => {
  const released = await takeLease(sql, { holder: 'first' })
  await released.release()
  const next = await takeLease(sql, { holder: 'second', leaseMs: 50 })
  expect(await next.renew()).toBe(true)
})
