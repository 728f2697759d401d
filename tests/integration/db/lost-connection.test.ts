import { sql } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import { connect, type Db } from '@/db/client'
import { test as base } from '@/tests/support/db'
import { createTestDatabase } from '@/tests/support/test-database'
import { startTlsPostgres } from '@/tests/support/tls-postgres'

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
