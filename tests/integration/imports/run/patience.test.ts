import { describe, expect } from 'vitest'
import { getImport } from '@/lib/imports/progress/get-import'
import { restartImport } from '@/lib/imports/request/restart-import'
import { answerJson, answerWith } from '@/tests/support/fault-proxy'
import { type Importing, test } from '@/tests/support/importing'

const WALK = { username: 'ada', photos: 3, altitude: 'all', detections: 'none', originalWidth: 64 } as const
const DAY_MS = 24 * 3_600_000
const EVER = 1_000 // waits

const progressOf = (run: Importing, importId: number) => getImport(run.tools.db, { importId, userId: run.user.id })
const isAltitudes = ({ pathname }: URL) => pathname === '/v3/images_computed'
const isOriginal = ({ pathname }: URL) => pathname.endsWith('/download_original')
const isSequence = ({ pathname }: URL) => pathname.includes('/v3/sequences/')

async function expectRetryToComplete(run: Importing, importId: number): Promise<void> {
  run.proxy.heal()
  await restartImport(run.tools.db, { importId, userId: run.user.id })
  expect(await run.run(importId)).toEqual([])
  expect(await progressOf(run, importId)).toMatchObject({ status: 'completed', errorTotal: 0 })
}

describe('an import that waits for Mapillary', () => {
  test('has an end after a day: what did not come is named, all else is here, Retry brings the rest', async ({
    importing,
  }) => {
    const run = await importing(WALK)
    const { importId } = await run.request()
    run.proxy.inject(isAltitudes, answerWith(503, 'busy'))

    expect(await run.run(importId, { waits: EVER })).toEqual([])
    expect(run.skippedMs).toBeGreaterThanOrEqual(DAY_MS)
    expect(run.skippedMs).toBeLessThan(DAY_MS + 1_200_000)
    const progress = await progressOf(run, importId)
    expect(progress.status).toBe('completed_with_errors')
    expect(progress.stages.altitude).toMatchObject({ done: 0, failed: 3 })
    expect(progress.errors).toMatchObject([1, 2, 3].map((n) => ({ n, stage: 'altitude' })))
    expect(progress.errors[0]?.reason).toMatch(/^The altitude did not come within 24 hours: Mapillary answered 503/)
    const others = [progress.stages.data, progress.stages.instances, progress.stages.originals]
    expect(others).toMatchObject(Array(3).fill({ done: 3, failed: 0 }))
    await expectRetryToComplete(run, importId)
  })

  test('does not hold out for originals as long', async ({ importing }) => {
    const run = await importing(WALK)
    const { importId } = await run.request()
    run.proxy.inject(isOriginal, answerWith(503, 'busy'))

    expect(await run.run(importId, { waits: EVER })).toEqual([])
    expect(run.skippedMs).toBeGreaterThanOrEqual(1_800_000)
    expect(run.skippedMs).toBeLessThan(3_600_000)
    const [error] = (await progressOf(run, importId)).errors
    expect(error?.reason).toMatch(/^The original could not be copied within (half an|an) hour: Mapillary answered 503/)
    await expectRetryToComplete(run, importId)
  })

  test('has the same end when it is told to wait again and again', async ({ importing }) => {
    const run = await importing(WALK)
    const { importId } = await run.request()
    run.proxy.inject((url) => !isSequence(url), answerJson(429, { message: 'Slow down' }, { 'retry-after': '3600' }))

    expect(await run.run(importId, { waits: EVER })).toEqual([])
    expect(run.skippedMs).toBeGreaterThanOrEqual(DAY_MS)
    expect(run.skippedMs).toBeLessThan(DAY_MS + 3 * 3_600_000)
    const progress = await progressOf(run, importId)
    expect(progress).toMatchObject({ status: 'completed_with_errors', errorTotal: 18 })
    expect(Object.values(progress.stages)).toMatchObject(Array(6).fill({ failed: 3 }))
  })

  test('fails after a day without even the sequence, and says why', async ({ importing }) => {
    const run = await importing(WALK)
    const { importId } = await run.request()
    run.proxy.inject(isSequence, answerWith(503, 'busy'))

    await expect(run.run(importId, { waits: EVER })).rejects.toThrow(
      /^Mapillary did not describe the sequence within 24 hours: Mapillary answered 503/,
    )
  })
})
