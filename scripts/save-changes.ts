import { connect } from '@/db/client'
import { createBackup } from '@/lib/backup/connect'
import { env } from '@/lib/config/env'
import { guardStore } from '@/lib/manifests/guard-store'
import { saveChanges } from '@/lib/manifests/save-changes'

const STOP_WITHIN_MS = 8_000

/** Used by the launcher when it stops: writes into the backup what people changed last. What does not come through stays noted in the database. */
setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref()
const db = connect(env().DATABASE_URL_DIRECT, { max: 2 })
try {
  const backup = guardStore({ db, backup: createBackup(env()) }, { trustMs: STOP_WITHIN_MS })
  await saveChanges(
    { db, backup, tokenKeys: env().TOKEN_ENCRYPTION_KEY },
    { all: true, endsAt: Date.now() + STOP_WITHIN_MS / 2 },
  )
} catch (error) {
  console.error(`The backup lacks the last changes: ${error instanceof Error ? error.message : error}`)
}
process.exit(0)
