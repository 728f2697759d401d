import { env } from '@/lib/config/env'
import { createBackup } from './connect'
import { describeBackupTrouble } from './describe-backup-trouble'

/** Used by the launcher before it says that all is ready: one line when the backup cannot be used. It may come back, so this is no failure. */
const trouble = await describeBackupTrouble(createBackup(env()))
if (trouble) console.error(trouble)
process.exit(0)
