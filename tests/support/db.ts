import { TransactionRollbackError } from 'drizzle-orm'
import { test as base } from 'vitest'
import { connect, type Db } from '@/db/client'
import { createTestDatabase } from './test-database'

/**
 * `db`: a transaction on the migrated database of the test file, rolled back after the test.
 * `pool`: a database of the test's own, for tests that need several connections at once.
 */
export const test = base.extend<{
  $test: { db: Db; pool: ReturnType<typeof connect> }
  $file: { database: ReturnType<typeof connect> }
}>({
  database: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures a fixture needs from this pattern
    async ({}, use) => {
      const { url, drop } = await createTestDatabase()
      const pool = connect(url)
      await use(pool)
      await pool.$client.end()
      await drop()
    },
    { scope: 'file' },
  ],
  db: async ({ database }, use) => {
    const rolledBack = database.transaction((tx) => use(tx).then(() => tx.rollback()))
    await rolledBack.catch((error: unknown) => {
      if (!(error instanceof TransactionRollbackError)) throw error
    })
  },
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures a fixture needs from this pattern
  pool: async ({}, use) => {
    const { url, drop } = await createTestDatabase()
    const pool = connect(url)
    await use(pool)
    await pool.$client.end()
    await drop()
  },
})
