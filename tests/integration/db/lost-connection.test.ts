import { connect as connectTcp, createServer } from 'node:net'
import { sql } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import { connect, type Db } from '@/db/client'
import { isDatabaseAway } from '@/db/retry-while-database-is-away'
import { test as base } from '@/tests/support/db'
import { createTestDatabase } from '@/tests/support/test-database'
import { startTlsPostgres } from '@/tests/support/tls-postgres'
import { freePort } from '../../../scripts/ports.mjs'

type Fixtures = { kind: 'plain' | 'TLS'; single: ReturnType<typeof connect>; killer: Db }

/** `single`: a pool of one connection, so that its next query is the first of that connection's next life. `killer`: another pool. */
const test = base.extend<Fixtures>({
  kind: 'plain',
  killer: async ({ pool }, use) => use(pool),
  single: async ({ kind }, use) => {
    const { url, drop } = await createTestDatabase()
    const tls = kind === 'TLS' ? await startTlsPostgres(url) : null
    const pool = connect(tls?.url ?? url, { max: 1 })
    await pool.execute(sql`create table notes (note text)`)
    await use(pool)
    await pool.$client.end({ timeout: 1 })
    tls?.close()
    await drop()
  },
})

describe.for(['plain', 'TLS'] as const)('a %s connection that is lost', (kind) => {
  test.extend({ kind })('fails its transaction and nothing else', async ({ single, killer }) => {
    const lost = single.transaction(async (tx) => {
      await endConnection(tx, killer)
      await expect(tx.execute(sql`select pg_sleep(60)`)).rejects.toThrow()
      await tx.execute(sql`select 1`)
    })
    await expect(lost).rejects.toThrow()
    expect(await single.execute(sql`select 'next' as life`)).toEqual([{ life: 'next' }])
  })

  test.extend({ kind })('tells the query under way why', async ({ single, killer }) => {
    const pid = await backendOf(single)
    const asleep = expect(single.execute(sql`select pg_sleep(60)`)).rejects.toMatchObject({ cause: { code: '57P01' } })
    await killer.execute(sql`select pg_terminate_backend(${pid})`)
    await asleep
    await expect.poll(() => backendOf(single).catch(() => pid)).not.toBe(pid)
  })

  test.extend({ kind })('takes no later query of its transaction into its next life', async ({ single, killer }) => {
    let later = 'not asked'
    const lost = single.transaction(async (tx) => {
      await tx.execute(sql`insert into notes values ('before')`)
      await endConnection(tx, killer)
      await single.execute(sql`select 1`) // over the only connection there is: it lives again
      const asked = tx.execute(sql`insert into notes values ('after')`)
      later = await asked.then(() => 'done').catch(() => 'failed')
    })
    await expect(lost).rejects.toThrow()
    await expect.poll(() => later).toBe('failed')
    expect(await single.execute(sql`select note from notes`)).toEqual([])
  })

  test.extend({ kind })('ends savepoints too', async ({ single, killer }) => {
    let hasEnded = false
    const lost = single.transaction((tx) =>
      tx.transaction(async (inner) => {
        await endConnection(inner, killer)
        await single.execute(sql`select 1`)
        hasEnded = true
      }),
    )
    await expect(lost).rejects.toThrow()
    await expect.poll(() => hasEnded).toBe(true)
    expect(await single.execute(sql`select 'next' as life`)).toEqual([{ life: 'next' }])
  })
})

test('a pool that is asked all the time outlives loss after loss', async ({ single, killer }) => {
  let isOver = false
  const failures: unknown[] = []
  const ask = async () => {
    while (!isOver) {
      await single.execute(sql`select 1`).catch((error: unknown) => failures.push(error))
      await new Promise((done) => setImmediate(done))
    }
  }
  const askers = Array.from({ length: 20 }, ask)
  const backend = () => backendOf(single).catch(() => 0)
  for (let loss = 0; loss < 10; loss += 1) {
    await expect.poll(backend, { interval: 5 }).toBeGreaterThan(0)
    await endConnection(single, killer).catch(() => undefined)
  }
  isOver = true
  await Promise.all(askers)
  await expect.poll(backend).toBeGreaterThan(0)
  expect(failures.length).toBeGreaterThan(0)
  expect(failures.every(isDatabaseAway)).toBe(true)
})

test('a database that is away and comes back is found again', async ({ killer }) => {
  const port = await freePort()
  const address = new URL(process.env.TEST_DATABASE_URL ?? '')
  const away = connect(Object.assign(new URL(address), { port: String(port) }).href, { max: 3 })
  for (const _ of [1, 2, 3, 4]) {
    await expect(away.execute(sql`select 1`)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } })
  }
  const forwarder = createServer((incoming) => {
    const inside = connectTcp(Number(address.port), address.hostname)
    incoming.pipe(inside).pipe(incoming)
  })
  await new Promise<void>((done) => forwarder.listen(port, '127.0.0.1', done))
  const numbers = Array.from({ length: 10 }, (_, number) => ({ number }))
  const asked = numbers.map(({ number }) => away.execute(sql`select ${number}::int as number`))
  expect((await Promise.all(asked)).flat()).toEqual(numbers)
  await away.$client.end({ timeout: 1 })
  forwarder.close()
  expect(await killer.execute(sql`select 1 as one`)).toEqual([{ one: 1 }])
})

test('a database that refuses the login says so, each time', async ({ single }) => {
  const address = new URL(process.env.TEST_DATABASE_URL ?? '')
  address.password = 'wrong'
  const pool = connect(address.href, { max: 1 })
  for (const _ of [1, 2, 3])
    await expect(pool.execute(sql`select 1`)).rejects.toMatchObject({ cause: { code: '28P01' } })
  await pool.$client.end({ timeout: 1 })
  expect(await single.execute(sql`select 1 as one`)).toEqual([{ one: 1 }])
})

async function backendOf(db: Db): Promise<number> {
  const [row] = await db.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`)
  return row?.pid ?? 0
}

async function endConnection(tx: Db, killer: Db): Promise<void> {
  await killer.execute(sql`select pg_terminate_backend(${await backendOf(tx)})`)
}
