import { connect } from '@/db/client'
import { createS3Backup } from '@/lib/backup/s3'
import { findPass } from '@/lib/vault/passes'
import { verifySlice } from '@/lib/vault/verify-slice'

/** Goes on with a pass through two buckets to its end, in a process of its own that a test may kill. Everything comes as JSON in one argument. */
const { databaseUrl, passId, dueBefore, endpoint, credentials } = JSON.parse(process.argv[2] ?? '{}')
const db = connect(databaseUrl)
const open = (bucket: string) =>
  createS3Backup({ bucket, endpoint, credentials, region: 'eu-west-1', forcePathStyle: true, maxAttempts: 1 })
const tools = {
  db,
  backup: open('originals'),
  second: open('copies'),
  tokenKeys: [Buffer.alloc(32)] as const,
  mapillary: null,
  pacer: { take: async () => undefined },
}
const pass = await findPass(db, passId)
if (pass) while ((await verifySlice(tools, { pass, dueBefore: new Date(dueBefore) })) === 'again');
await db.$client.end()
