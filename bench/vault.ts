// What a check of the backup and a restore cost: npm run bench -- vault [--only LINE,…] [--size quick|usual|full].
import { parseArgs } from 'node:util'
import type { Line } from './import/line'
import { report } from './report'
import { measureAway } from './vault/away'
import { openVaultBench } from './vault/bench'
import { measureCap } from './vault/cap'
import { measureMemory } from './vault/memory'
import { measurePass } from './vault/pass'
import { measureRequests } from './vault/requests'
import { measureRestore } from './vault/restore'
import type { VaultBench, VaultSize } from './vault/types'
import { measureVisitors } from './vault/visitors'

const USAGE = `npm run bench -- vault [--only LINE,…] [--size quick|usual|full]
Lines: pass, cap, requests, memory, restore, visitors, away. usual takes 2 GB of disk, full 6 GB.`

const SIZES: Record<string, VaultSize> = {
  quick: { originals: 20, few: 500, many: 2_000, restored: 500, longest: 2_000, seconds: 8, pictures: 24 },
  usual: { originals: 200, few: 2_000, many: 20_000, restored: 10_000, longest: 50_000, seconds: 30, pictures: 40 },
  full: { originals: 1_000, few: 2_000, many: 100_000, restored: 10_000, longest: 50_000, seconds: 60, pictures: 100 },
}

const MEASURES: Record<string, (bench: VaultBench) => Promise<Line[]>> = {
  pass: measurePass,
  cap: measureCap,
  requests: measureRequests,
  memory: measureMemory,
  restore: measureRestore,
  visitors: measureVisitors,
  away: measureAway,
}

const { values: asked } = parseArgs({
  options: { only: { type: 'string' }, size: { type: 'string', default: 'usual' }, help: { type: 'boolean' } },
})
const names = asked.only?.split(',') ?? Object.keys(MEASURES)
const size = SIZES[asked.size]
if (asked.help || !size || names.some((name) => !(name in MEASURES))) {
  console.log(USAGE)
  process.exit(asked.help ? 0 : 1)
}

const bench = await openVaultBench(size)
try {
  process.exitCode = await report('vault', { names, measure: async (name) => (await MEASURES[name]?.(bench)) ?? [] })
} finally {
  await bench.close()
}
