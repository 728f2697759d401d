import { expect, test } from 'vitest'
import { connect } from '@/db/client'
import { photos } from '@/db/schema/photos'
import { getImport } from '@/lib/imports/progress/get-import'
import { Importing } from '@/tests/support/importing'
import { createTestDatabase } from '@/tests/support/test-database'
import { startTransactionPooler } from '@/tests/support/transaction-pooler'

test('an import through a pooler in transaction mode stores every photo', async () => {
  const database = await createTestDatabase()
  const pooler = await startTransactionPooler(database.url)
  const pool = connect(pooler.url)
  const run = await Importing.start(pool, [{ username: 'ada', photos: 40, altitude: 'all', detections: 'all' }])

  const { importId } = await run.request()
  expect(await run.run(importId)).toEqual([])
  const { status } = await getImport(pool, { importId, userId: run.user.id })
  expect([status, await pool.$count(photos)]).toEqual(['completed', 40])

  await run.stop()
  await pool.$client.end()
  pooler.close()
  await database.drop()
})
