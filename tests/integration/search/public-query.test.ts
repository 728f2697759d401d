import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { publicQuery } from '@/lib/search/public-query'
import { test } from '@/tests/support/db'

test('what takes longer than it may is told apart from a fault of ours', async ({ db }) => {
  const asked = publicQuery(db, (tx) => tx.execute(sql`select pg_sleep(20)`), { timeoutMs: 20 })

  await expect(asked).rejects.toMatchObject({
    code: 'UNAVAILABLE',
    message: expect.stringContaining('This search takes too long'),
  })
})
