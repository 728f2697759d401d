import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { connect } from '@/db/client'
import { createBackup, createSecondBackup } from '@/lib/backup/connect'
import { env } from '@/lib/config/env'
import { describeErasure } from '@/lib/erasure/describe-erasure'
import { completeErasure, erase } from '@/lib/erasure/erase'
import { type Asked, findTarget } from '@/lib/erasure/find-target'
import type { ErasureTools } from '@/lib/erasure/types'
import { guardStore } from '@/lib/manifests/guard-store'
import { openPictureCache } from '@/lib/photos/pictures/picture-cache'
import { withDatabaseUrl } from './with-database'

const USAGE = `npm run erase -- (--photo ID | --sequence ID | --user NAME) --reason WORDS [--yes --confirm ID|NAME]
  Erases what the law obliges you to erase, everywhere and for good: rows, originals, second copies, pictures, takeouts.
  Nothing of it is imported or restored again. Shows first what that is, and asks twice.
  --reason WORDS   why; kept in the table audit, and read by the owner
  --yes --confirm  for scripts: asks nothing, if what is confirmed is the number or the name`

const { values } = parseArgs({
  options: {
    photo: { type: 'string' },
    sequence: { type: 'string' },
    user: { type: 'string' },
    reason: { type: 'string' },
    yes: { type: 'boolean', default: false },
    confirm: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})
const asked = readAsked()
const reason = values.reason?.trim()
if (values.help || !asked || !reason) {
  console.log(USAGE)
  process.exit(values.help ? 0 : 1)
}
await withDatabaseUrl((url) => run(url, asked, reason))

function readAsked(): Asked | null {
  const { photo, sequence, user } = values
  if ([photo, sequence, user].filter((given) => given !== undefined).length !== 1) return null
  if (user !== undefined) return user === '' ? null : { kind: 'user', username: user }
  const id = photo ?? sequence ?? ''
  return /^[1-9]\d{0,15}$/.test(id) ? { kind: photo === undefined ? 'sequence' : 'photo', id: Number(id) } : null
}

async function run(url: string, what: Asked, why: string): Promise<string> {
  const db = connect(url, { max: 4 })
  try {
    const tools: ErasureTools = {
      db,
      backup: guardStore({ db, backup: createBackup(env()) }, { trustMs: 10_000 }),
      second: createSecondBackup(env()),
      tokenKeys: env().TOKEN_ENCRYPTION_KEY,
      cache: openPictureCache(env().MTP_DATA_DIR),
    }
    const target = await findTarget(tools, what)
    if (!target) {
      await completeErasure(tools, what)
      return 'It was erased before, and nothing of it is left'
    }
    for (const line of await describeErasure(tools, target)) console.log(line)
    if (!(await isConfirmed(target.confirm))) throw new Error('Nothing was erased')
    await erase(tools, target, why)
    return `Erased ${target.title}`
  } finally {
    await db.$client.end()
  }
}

/** Asks twice; an input that ends is a no. */
async function isConfirmed(name: string): Promise<boolean> {
  if (values.yes) return values.confirm === name
  const input = createInterface({ input: process.stdin })
  const lines = input[Symbol.asyncIterator]()
  try {
    for (const [question, wanted] of [
      [`Type ${name} to go on: `, name],
      ['Type erase to erase it for good: ', 'erase'],
    ] as const) {
      process.stdout.write(question)
      const { value, done } = await lines.next()
      if (done || value.trim() !== wanted) return false
    }
    return true
  } finally {
    input.close()
  }
}
