import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { connect } from '@/db/client'
import { test } from '@/tests/support/db'
import { createTestDatabase } from '@/tests/support/test-database'

test('a transaction that lost its connection fails, and the process and its pool go on', async ({ onTestFinished }) => {
  const { url, drop } = await createTestDatabase()
  const pool = connect(url)
  onTestFinished(async () => {
    await pool.$client.end({ timeout: 1 })
    await drop()
  })
  const lost = pool.transaction(async (tx) => {
    const [row] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`)
    await pool.execute(sql`select pg_terminate_backend(${row?.pid ?? 0})`)
    await expect(tx.execute(sql`select pg_sleep(60)`)).rejects.toThrow()
    await tx.execute(sql`select 1`)
  })
  await expect(lost).rejects.toThrow()

  const numbers = Array.from({ length: 30 }, (_, number) => ({ number }))
  const ask = () => Promise.all(numbers.map(({ number }) => pool.execute(sql`select ${number}::int as number`)))
  await ask().catch(() => undefined) // postgres.js may tell the end of the old connection once more
  expect((await ask()).flat()).toEqual(numbers)
})
