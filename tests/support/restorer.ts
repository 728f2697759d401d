import { connect } from '@/db/client'
import { createS3Backup } from '@/lib/backup/s3'
import { restore } from '@/lib/restore/restore'

/** Restores from a bucket, in a process of its own that a test may kill. Everything comes as JSON in one argument. */
const { databaseUrl, endpoint, credentials, key } = JSON.parse(process.argv[2] ?? '{}')
const db = connect(databaseUrl)
const options = { endpoint, credentials, region: 'eu-west-1', forcePathStyle: true, maxAttempts: 1 }
const backup = createS3Backup({ bucket: 'photos', ...options })
const { problems } = await restore({ db, backup, tokenKeys: [Buffer.from(key, 'hex')] })
await db.$client.end()
process.exitCode = problems.length > 0 ? 1 : 0
