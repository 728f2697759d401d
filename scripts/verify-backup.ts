import { parseArgs } from 'node:util'
import { connect } from '@/db/client'
import { describeDatabaseFailure } from '@/db/describe-failure'
import { createBackup, createSecondBackup } from '@/lib/backup/connect'
import { env } from '@/lib/config/env'
import { guardStore } from '@/lib/manifests/guard-store'
import { connectMapillary } from '@/lib/mapillary/connect'
import { findOwnerToken } from '@/lib/users/find-owner-token'
import { createPacer } from '@/lib/vault/pacer'
import { runPass } from '@/lib/vault/run-pass'
import { describeSummary, exitCodeOf } from '@/lib/vault/summarise-pass'

const USAGE = `npm run verify-backup -- [--all] [--sequence ID] [--json]
  Compares the originals in the backup with what was noted when they were written, and mends what is wrong.
  Without a choice: all names and sizes, then the bytes of those not read for longest, for MTP_VERIFY_MINUTES_PER_NIGHT.
  --all           every byte of every original
  --sequence ID   every byte of the originals of that sequence
  --json          the counts as JSON
  Exit code: 0 all is well, 3 something was wrong and was mended, 4 something is wrong still.`

const { values } = parseArgs({
  options: {
    all: { type: 'boolean', default: false },
    sequence: { type: 'string' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) {
  console.log(USAGE)
  process.exit(0)
}
if (values.sequence !== undefined && !/^[1-9]\d{0,15}$/.test(values.sequence)) {
  console.error(`--sequence: read "${values.sequence}", expected the number of a sequence`)
  process.exit(1)
}

const sequenceId = values.sequence === undefined ? null : Number(values.sequence)
const isPartial = !values.all && sequenceId === null
const db = connect(env().DATABASE_URL_DIRECT, { max: 6 })
try {
  const tokenKeys = env().TOKEN_ENCRYPTION_KEY
  const publicToken = async (photoKey: string) =>
    env().MAPILLARY_CLIENT_TOKEN ?? (await findOwnerToken({ db, tokenKeys }, photoKey))
  const tools = {
    db,
    tokenKeys,
    backup: guardStore({ db, backup: createBackup(env()) }, { trustMs: 10_000 }),
    second: createSecondBackup(env()),
    mapillary: connectMapillary(env(), { publicToken }),
    pacer: createPacer(env().MTP_VERIFY_MBPS * 1_000_000),
  }
  const minutes = isPartial ? Math.max(1, env().MTP_VERIFY_MINUTES_PER_NIGHT) : null
  const summary = await runPass(tools, { sequenceId, minutes })
  const exitCode = exitCodeOf(summary, { isPartial })
  if (summary.alarm && !values.json) console.error(summary.alarm)
  console.log(values.json ? JSON.stringify({ ...summary, exitCode }) : describeSummary(summary))
  process.exitCode = exitCode
} catch (error) {
  console.error(describeDatabaseFailure(error) ?? (error instanceof Error ? error.message : String(error)))
  process.exitCode = 1
} finally {
  await db.$client.end()
}
