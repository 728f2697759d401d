import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { connect } from '@/db/client'
import { createBackup } from '@/lib/backup/connect'
import { env } from '@/lib/env'
import { connectMapillary } from '@/lib/mapillary/connect'
import { matchKeys } from '@/lib/matching/match-keys'
import { findPublicToken } from '@/lib/users/find-public-token'

const USAGE = `npm run match-keys -- [--dry-run] [--pair OLDKEY=NEWKEY]...
  --dry-run   says what it would do, and writes nothing
  --pair      decides an ambiguous photo by hand`

const { values } = parseArgs({
  options: {
    'dry-run': { type: 'boolean', default: false },
    pair: { type: 'string', multiple: true, default: [] },
    help: { type: 'boolean', default: false },
  },
})
const pairs = values.pair.map((pair) => pair.split('='))
if (values.help || pairs.some((parts) => parts.length !== 2 || parts.includes(''))) {
  console.log(USAGE)
  process.exit(values.help ? 0 : 1)
}

const db = connect(env().DATABASE_URL, { max: 2 })
const tokenKey = Buffer.from(env().TOKEN_ENCRYPTION_KEY, 'base64')
const token = async () => env().MAPILLARY_CLIENT_TOKEN ?? (await findPublicToken({ db, tokenKey }))
const tools = {
  db,
  mapillary: connectMapillary(env(), { publicToken: token }),
  backup: createBackup(env()),
  token,
  say: (line: string) => console.log(line),
  sleep: (ms: number) => delay(ms),
}
try {
  const byHand = new Map(pairs.map(([oldKey = '', newKey = '']) => [oldKey, newKey]))
  const { failed } = await matchKeys(tools, { isDryRun: values['dry-run'], byHand })
  process.exitCode = failed > 0 ? 1 : 0
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  await db.$client.end()
}
