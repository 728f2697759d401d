import { connect } from '@/db/client'
import { createBackup } from '@/lib/backup/connect'
import { env } from '@/lib/config/env'
import { guardStore } from '@/lib/manifests/guard-store'
import { saveLastChanges } from '@/lib/manifests/save-last-changes'

const WITHIN_MS = 8_000

/** Used by the launcher when it stops, after everything that could change something. */
const db = connect(env().DATABASE_URL_DIRECT, { max: 2 })
const backup = guardStore({ db, backup: createBackup(env()) }, { trustMs: WITHIN_MS })
await saveLastChanges({ db, backup, tokenKeys: env().TOKEN_ENCRYPTION_KEY }, { withinMs: WITHIN_MS })
process.exit(0)
