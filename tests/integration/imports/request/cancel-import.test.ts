import { eq } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import { imports } from '@/db/schema/imports'
import { getImport } from '@/lib/imports/progress/get-import'
import { cancelImport } from '@/lib/imports/request/cancel-import'
import { restartImport } from '@/lib/imports/request/restart-import'
import { test } from '@/tests/support/importing'

const WALK = { username: 'ada', photos: 4, altitude: 'all' } as const

describe('a cancelled import', () => {
  test('keeps what is done and goes on where it stopped', async ({ importing, pool }) => {
    const run = await importing({ ...WALK, photos: 20 })
    const { importId } = await run.request()
    const own = { importId, userId: run.user.id }
    let downloads = 0
    run.fault = (request) => {
      if (!request.url?.includes('download_original')) return false
      downloads += 1
      if (downloads === 10) void cancelImport(pool, own)
      return downloads >= 10 // these are not answered: the import cannot end before it is cancelled
    }
    const outcomes = await run.run(importId)
    expect((await getImport(pool, own)).status).toBe('cancelled')
    expect(outcomes.every(({ next }) => next === 'stop')).toBe(true)
    const { stages } = await getImport(pool, own)
    const kept = stages.originals.done
    expect(kept).toBeLessThan(10)

    run.fault = () => false
    await restartImport(pool, own)
    run.requests = []
    expect(await run.run(importId)).toEqual([])
    expect(run.requests.filter((request) => request.endsWith('/download_original'))).toHaveLength(20 - kept)
  })

  test('of somebody else is NOT_FOUND', async ({ importing, pool }) => {
    const run = await importing(WALK)
    const { importId } = await run.request()
    const foreign = { importId, userId: run.user.id + 1 }
    await expect(cancelImport(pool, foreign)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(restartImport(pool, foreign)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(getImport(pool, foreign)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await pool.$count(imports, eq(imports.state, 'queued'))).toBe(1)
  })
})
