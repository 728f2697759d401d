import { connect } from '@/db/client'
import { createBackup } from '@/lib/backup/connect'
import { describeBackupTrouble } from '@/lib/backup/describe-backup-trouble'
import { env } from '@/lib/config/env'
import { checkStore } from '@/lib/manifests/check-store'

/**
 * Used by the launcher before it says that all is ready: one line when the backup cannot be used, or is not the one of this database. It may
 * come back, so this is no failure.
 */
const backup = createBackup(env())
const db = connect(env().DATABASE_URL_DIRECT, { max: 1 })
const line = await describeBackupTrouble({
  async check() {
    const store = await checkStore({ db, backup })
    if (store.state === 'restorable')
      console.error(
        `${store.reason}. npm run restore brings everything back from it; until then nothing is written to it`,
      )
    if (store.state === 'refused') console.error(`${store.reason}. Imports wait, and nothing is written to it`)
    if (store.state === 'ours') await backup.check()
  },
})
if (line) console.error(line)
process.exit(0)
