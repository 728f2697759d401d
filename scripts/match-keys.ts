import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { connect } from '@/db/client'
import { describeDatabaseFailure } from '@/db/describe-failure'
import { createBackup } from '@/lib/backup/connect'
import { env } from '@/lib/config/env'
import { AppError } from '@/lib/errors'
import { matchKeys } from '@/lib/key-migration/match-keys'
import type { MatchOptions } from '@/lib/key-migration/match-sequence'
import { connectMapillary } from '@/lib/mapillary/connect'
import { findNewestToken } from '@/lib/users/find-newest-token'

const USAGE = `npm run match-keys -- [--dry-run] [--pair OLDKEY=NEWKEY]...
  --dry-run   says what it would do, and writes nothing
  --pair      decides an ambiguous photo by hand`

try {
  const options = readArguments()
  if (options) process.exitCode = (await match(options)) ? 0 : 1
  else console.log(USAGE)
} catch (error) {
  console.error(describe(error))
  process.exitCode = 1
}

/** What is asked for; null: help. */
function readArguments(): MatchOptions | null {
  const { values } = parseArgs({
    options: {
      'dry-run': { type: 'boolean', default: false },
      pair: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return null
  const pairs = values.pair.map((pair): [string, string] => {
    const [oldKey, newKey, ...rest] = pair.split('=')
    if (!oldKey || !newKey || rest.length > 0)
      throw new AppError('INVALID_INPUT', `--pair: read "${pair}", expected OLDKEY=NEWKEY`)
    return [oldKey, newKey]
  })
  for (const keys of [pairs.map(([oldKey]) => oldKey), pairs.map(([, newKey]) => newKey)]) {
    const twice = keys.find((key, index) => keys.indexOf(key) !== index)
    if (twice) throw new AppError('INVALID_INPUT', `--pair: "${twice}" is named twice`)
  }
  return { isDryRun: values['dry-run'], byHand: new Map(pairs) }
}

/** Whether everything that was asked for could be done. */
async function match(options: MatchOptions): Promise<boolean> {
  const { DATABASE_URL, MAPILLARY_API, MAPILLARY_CLIENT_TOKEN, TOKEN_ENCRYPTION_KEY } = env()
  if (MAPILLARY_API !== 'v4')
    throw new AppError(
      'INVALID_INPUT',
      `MAPILLARY_API: read ${MAPILLARY_API}, expected v4, whose keys are those of today`,
    )
  const db = connect(DATABASE_URL, { max: 2 })
  const token = async () => MAPILLARY_CLIENT_TOKEN ?? (await findNewestToken({ db, tokenKeys: TOKEN_ENCRYPTION_KEY }))
  const tools = {
    db,
    mapillary: connectMapillary(env(), { publicToken: token }),
    backup: createBackup(env()),
    token,
    say: (line: string) => console.log(line),
    sleep: (ms: number) => delay(ms),
  }
  try {
    const { failed, unused } = await matchKeys(tools, options)
    return failed + unused === 0
  } finally {
    await db.$client.end()
  }
}

/** In one line, with what can be done about it. */
function describe(error: unknown): string {
  if (error instanceof TypeError && 'code' in error && `${error.code}`.startsWith('ERR_PARSE_ARGS'))
    return `${error.message.split('. ')[0]}. npm run match-keys -- --help says what there is`
  if (error instanceof AppError && error.code === 'UNAUTHENTICATED')
    return `${error.message}. Set MAPILLARY_CLIENT_TOKEN, or log in on the site with MAPILLARY_API=v4`
  if (error instanceof AppError && error.code === 'UPSTREAM_FAILED' && env().MTP_DEMO)
    return `${error.message}. The demo Mapillary answers while npm run up runs`
  return describeDatabaseFailure(error) ?? (error instanceof Error ? error.message : String(error))
}
