// What a check of the backup costs: npm run bench -- vault [--originals 200] [--megabytes 4].
import { parseArgs } from 'node:util'
import { withDatabase } from '@/tests/support/session'
import { startStack } from '@/tests/support/stack'
import { folderStore, insertOriginals } from '@/tests/support/vault-scene'
import type { Line } from './import/line'
import { report } from './report'
import { measureCap } from './vault/cap'
import { measurePass } from './vault/pass'
import type { VaultBench } from './vault/types'

const USAGE = `npm run bench -- vault [--originals 200] [--megabytes 4] [--only LINE,…]
Lines: pass, cap.`

const MEASURES: Record<string, (bench: VaultBench) => Promise<Line[]>> = { pass: measurePass, cap: measureCap }

const { values: asked } = parseArgs({
  options: {
    originals: { type: 'string', default: '200' },
    megabytes: { type: 'string', default: '4' },
    only: { type: 'string' },
    help: { type: 'boolean' },
  },
})
const names = asked.only?.split(',') ?? Object.keys(MEASURES)
const [originals, megabytes] = [asked.originals, asked.megabytes].map(Number)
if (asked.help || !originals || !megabytes || names.some((name) => !(name in MEASURES))) {
  console.log(USAGE)
  process.exit(asked.help ? 0 : 1)
}

const stack = await startStack()
const store = await folderStore()
try {
  process.exitCode = await withDatabase(stack, async (db) => {
    await insertOriginals(db, store.backup, originals, megabytes * 1_000_000)
    const bench = { db, store, totalBytes: originals * megabytes * 1_000_000 }
    return report('vault', { names, measure: async (name) => (await MEASURES[name]?.(bench)) ?? [] })
  })
} finally {
  await store.close()
  await stack.remove()
}
