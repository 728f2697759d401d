import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { importErrors, imports } from '@/db/schema/imports'
import { requireFreeSpace } from '@/lib/backup/require-free-space'
import { AppError } from '@/lib/errors'
import { DEFAULT_LIMITS } from '@/lib/imports/request/limits'
import { test } from '@/tests/support/importing'

test('an original above the limit fails its photo with the reason, and nothing else', async ({ importing, pool }) => {
  const run = await importing({ username: 'ada', photos: 2 })
  run.tools.limits = { ...DEFAULT_LIMITS, originalBytes: 1_000 }
  const { importId } = await run.request()
  expect(await run.run(importId)).toEqual([])
  const errors = await pool.select().from(importErrors)
  expect(errors.map(({ stage }) => stage)).toEqual(['originals', 'originals'])
  expect(errors[0]?.reason).toMatch(
    /^The original is too large: \d+ MB, and this site keeps at most 1 MB for each photo$/,
  )
  const [row] = await pool.select().from(imports).where(eq(imports.id, importId))
  expect(row?.state).toBe('completed_with_errors')
})

test('an import waits while the disk of the backup is nearly full, and says so', async ({ importing, pool }) => {
  const run = await importing({ username: 'ada', photos: 2 })
  let freeBytes = 400_000_000
  run.tools.backup = { ...run.tools.backup, space: async () => ({ freeBytes, totalBytes: 50_000_000_000 }) }
  const { importId } = await run.request()
  expect(await run.run(importId)).toMatchObject([{ next: 'wait' }])
  const [row] = await pool.select().from(imports).where(eq(imports.id, importId))
  expect(row?.state).toBe('waiting_for_backup')
  expect(row?.reason).toBe("The backup's disk is nearly full: 0.4 GB are free, and 1.0 GB must stay free")
  freeBytes = 2_000_000_000
  run.skippedMs += 600_000
  expect(await run.run(importId)).toEqual([])
})

for (const file of ['PHOTO_', 'manifest.json']) {
  test(`an import waits for as long as the backup takes no ${file}, and goes on by itself`, {
    timeout: 60_000,
  }, async ({ importing, pool }) => {
    const run = await importing({ username: 'ada', photos: 1 })
    const { backup } = run.tools
    let isAway = true
    run.tools.backup = {
      ...backup,
      async put(key, body, options) {
        if (!isAway || !key.includes(file)) return backup.put(key, body, options)
        body.destroy()
        throw new AppError('BACKUP_FAILED', 'The backup bucket photos is away')
      },
    }
    const { importId } = await run.request()
    expect(await run.run(importId, { waits: 14 })).toMatchObject([{ next: 'wait', isOurs: true }])
    expect(run.skippedMs).toBeGreaterThan(1_800_000) // for Mapillary's pictures nobody waits longer
    const [waiting] = await pool.select().from(imports).where(eq(imports.id, importId))
    expect(waiting).toMatchObject({ state: 'waiting_for_backup', reason: 'The backup bucket photos is away' })
    isAway = false
    expect(await run.run(importId)).toEqual([])
    const [ended] = await pool.select().from(imports).where(eq(imports.id, importId))
    expect(ended).toMatchObject({ state: 'completed', reason: null })
  })
}

test.each([
  { freeBytes: 999_999_999, totalBytes: 10_000_000_000, isEnough: false },
  { freeBytes: 1_000_000_000, totalBytes: 10_000_000_000, isEnough: true },
  { freeBytes: 9_000_000_000, totalBytes: 1_000_000_000_000, isEnough: false },
  { freeBytes: 10_000_000_000, totalBytes: 1_000_000_000_000, isEnough: true },
])('of $totalBytes bytes, $freeBytes free ones are enough: $isEnough', async ({ isEnough, ...space }) => {
  const required = requireFreeSpace({ space: async () => space })
  if (isEnough) await expect(required).resolves.toBeUndefined()
  else await expect(required).rejects.toMatchObject({ code: 'BACKUP_FAILED' })
})
