import { describe, expect } from 'vitest'
import { imports } from '@/db/schema/imports'
import { mapillaryAccounts } from '@/db/schema/people/users'
import { getImport } from '@/lib/imports/progress/get-import'
import { requestImport } from '@/lib/imports/request/request-import'
import { UNUSED_BUDGET } from '@/lib/imports/run/retry-budget'
import { runAttempt } from '@/lib/imports/run/run-attempt'
import { checkChanges } from '@/lib/imports/sync/check-changes'
import { type Importing, test } from '@/tests/support/importing'

const WALK = { username: 'ada', photos: 4, altitude: 'none', detections: 'none' } as const

const stateOf = async (run: Importing, importId: number) =>
  (await getImport(run.tools.db, { importId, userId: run.user.id })).status

/** Mapillary takes the app's access away after so many originals. */
function revokeAfter(run: Importing, originals: number) {
  let left = originals
  run.fault = (request) => {
    if (request.url?.includes('download_original') && left-- === 0) run.demo.revoke(run.user.username)
    return false
  }
}

describe('an import whose token', () => {
  test('is revoked in the middle waits for a login, and ends by itself after it', async ({ importing }) => {
    const run = await importing(WALK)
    const { importId } = await run.request()
    revokeAfter(run, 2)
    expect(await run.run(importId)).toEqual([{ next: 'login' }])
    expect(await stateOf(run, importId)).toBe('waiting_for_login')
    await run.logInAgain()
    expect(await run.run(importId)).toEqual([])
    expect(await stateOf(run, importId)).toBe('completed')
  })

  test('has expired waits for a login without asking Mapillary', async ({ importing, pool }) => {
    const run = await importing(WALK)
    const { importId } = await run.request()
    await pool.update(mapillaryAccounts).set({ expiresAt: new Date(Date.now() - 1_000) })
    run.requests = []
    expect(await run.run(importId)).toEqual([{ next: 'login' }])
    expect(await stateOf(run, importId)).toBe('waiting_for_login')
    expect(run.requests).toEqual([])
  })

  test('has expired keeps waiting when a stage had nothing left to ask', async ({ importing, pool }) => {
    const run = await importing(WALK)
    const { importId } = await run.request()
    await pool.update(mapillaryAccounts).set({ expiresAt: new Date(Date.now() - 1_000) })
    await run.run(importId)
    await runAttempt(
      run.tools,
      { importId, attempt: 1, budget: UNUSED_BUDGET, failureText: 'Nothing came' },
      async () => ({
        next: 'done',
      }),
    )
    expect(await stateOf(run, importId)).toBe('waiting_for_login')
  })

  test('is replaced by a login in another session uses the newest one', async ({ importing }) => {
    const run = await importing(WALK)
    const { importId } = await run.request()
    run.demo.revoke(run.user.username)
    await run.logInAgain()
    expect(await run.run(importId)).toEqual([])
  })

  test('is replaced by one that came with an API request goes on with that one', async ({ importing }) => {
    const run = await importing(WALK)
    const { importId } = await run.request()
    revokeAfter(run, 1)
    await run.run(importId)
    const mapillaryToken = run.demo.mintToken(run.user.username)
    await requestImport(run.tools, run.user, { mapillarySequenceKey: run.sequence.key, mapillaryToken })
    expect(await run.run(importId)).toEqual([])
  })
})

test('checking for changes with a refused token says so, and notes it for the imports', async ({ importing, pool }) => {
  const run = await importing(WALK)
  const { importId, sequenceId } = await run.request()
  await run.run(importId)
  run.demo.revoke(run.user.username)
  await expect(checkChanges(run.tools, { sequenceId, userId: run.user.id })).rejects.toMatchObject({
    code: 'UNAUTHENTICATED',
  })
  const [account] = await pool.select().from(mapillaryAccounts)
  expect(account?.state).toBe('refused')
  expect(await pool.$count(imports)).toBe(1)
})
