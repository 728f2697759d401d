import { rename } from 'node:fs/promises'
import { expect } from 'vitest'
import { getImport } from '@/lib/imports/progress/get-import'
import { guardStore } from '@/lib/manifests/guard-store'
import { test } from '@/tests/support/importing'

test('an import waits while the backup is away, says why, and goes on when it is back', async ({ importing, pool }) => {
  const run = await importing({ username: 'ada', photos: 3, altitude: 'none', detections: 'none' })
  const first = await run.request()
  await run.run(first.importId)
  run.tools.backup = guardStore(run.tools, { trustMs: 0 })
  await pool.execute(`update photos set backed_up_at = null, backup_key = null where n > 1`)
  await run.tools.backup.check() // marks it
  await rename(run.folder, `${run.folder}-away`)
  await pool.execute(`update imports set state = 'queued', attempt = 2`)
  await pool.execute(`update import_photos set originals = 'pending'`)

  const reasons: (string | null)[] = []
  const onWait = async () => {
    reasons.push((await getImport(pool, { importId: first.importId, userId: run.user.id })).reason)
    await rename(`${run.folder}-away`, run.folder)
  }
  await run.run(first.importId, { waits: 1, onWait })

  expect(reasons).toEqual([expect.stringContaining('is its disk mounted')])
  const progress = await getImport(pool, { importId: first.importId, userId: run.user.id })
  expect(progress).toMatchObject({ status: 'completed', reason: null, errorTotal: 0 })
  expect((await run.backupFile(`ada/${first.sequenceId}/PHOTO_3.jpg`)).length).toBeGreaterThan(0)
})
