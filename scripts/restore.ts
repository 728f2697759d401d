import { parseArgs } from 'node:util'
import type { Db } from '@/db/client'
import { createBackup, openBackup } from '@/lib/backup/connect'
import type { Backup } from '@/lib/backup/types'
import { env } from '@/lib/config/env'
import { checkBackup } from '@/lib/restore/check-backup'
import type { Problem } from '@/lib/restore/problems'
import { requireStopped } from '@/lib/restore/require-stopped'
import { restore } from '@/lib/restore/restore'
import { withDatabase } from './with-database'

await withDatabase(async (db) => {
  const { values } = parseArgs({
    options: {
      from: { type: 'string' },
      check: { type: 'boolean', default: false },
      user: { type: 'string' },
      anyway: { type: 'boolean', default: false },
    },
  })
  const backup = values.from === undefined ? createBackup(env()) : openBackup(env(), values.from)
  if (values.check) return check(backup, values.user)
  if (!values.anyway) await requireStopped(db)
  return bringBack(db, backup, values.user)
})

async function bringBack(db: Db, backup: Backup, username: string | undefined): Promise<string> {
  const startedAt = performance.now()
  const speed = (photos: number) => Math.round(photos / Math.max(0.001, (performance.now() - startedAt) / 1_000))
  let saidAt = 0
  const result = await restore(
    { db, backup, tokenKeys: env().TOKEN_ENCRYPTION_KEY },
    {
      username,
      onProgress({ photos, sequences, sequenceTotal }) {
        if (performance.now() - saidAt < 1_000) return
        saidAt = performance.now()
        console.log(`${sequences} of ${sequenceTotal} sequences, ${photos} photos, ${speed(photos)} a second`)
      },
    },
  )
  tell(result.problems)
  const there = result.there > 0 ? `, ${result.there} sequences were there already` : ''
  const deleted = result.deleted > 0 ? `, ${result.deleted} were deleted and stay so` : ''
  return `Restored ${result.sequences} sequences with ${result.photos} photos, ${speed(result.photos)} a second${there}${deleted}; ${result.problems.length} things could not be restored`
}

async function check(backup: Backup, username: string | undefined): Promise<string> {
  const { sequences, photos, problems } = await checkBackup(backup, { username })
  tell(problems)
  return `${sequences} sequences with ${photos} photos can be restored; ${problems.length} things cannot`
}

function tell(problems: Problem[]): void {
  for (const { what, reason } of problems) console.error(`Not restored: ${what}: ${reason}`)
  if (problems.length > 0) process.exitCode = 1
}
