import { expect } from 'vitest'
import { backUpOriginals } from '@/lib/imports/originals/back-up-originals'
import { readSequence } from '@/lib/imports/run/read-sequence'
import { UNUSED_BUDGET } from '@/lib/imports/run/retry-budget'
import { runAttempt } from '@/lib/imports/run/run-attempt'
import { startImport } from '@/lib/imports/run/start-import'
import { test } from '@/tests/support/importing'

test('originals that a restarted runner asks for again while they are copied are downloaded once', async ({
  importing,
}) => {
  const run = await importing({ username: 'ada', photos: 20 })
  const { tools } = run
  const { importId } = await run.request()
  await startImport(tools.db, { importId, attempt: 1 })
  await runAttempt(tools, { importId, attempt: 1, budget: UNUSED_BUDGET, failureText: 'Nothing came' }, (job) =>
    readSequence(tools, job),
  )

  const step = () =>
    runAttempt(tools, { importId, attempt: 1, budget: UNUSED_BUDGET, failureText: 'Nothing came' }, (job) =>
      backUpOriginals(tools, job),
    )
  expect(await Promise.all([step(), step(), step()])).toEqual([{ next: 'again' }, { next: 'again' }, { next: 'again' }])
  expect(run.requests.filter((request) => request.endsWith('/download_original'))).toHaveLength(20)
  expect(await step()).toEqual({ next: 'done' })
})
