import { connect } from '@/db/client'
import { createBackup } from '@/lib/backup/connect'
import { env } from '@/lib/config/env'
import { describeStoreTrouble } from '@/lib/manifests/describe-store-trouble'

/** Used by the launcher before it says that all is ready: one line when the backup cannot be used. It may come back, so this is no failure. */
const trouble = await describeStoreTrouble({
  db: connect(env().DATABASE_URL_DIRECT, { max: 1 }),
  backup: createBackup(env()),
})
if (trouble) console.error(trouble)
process.exit(0)
