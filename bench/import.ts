// What an import costs, on the real processes: npm run bench -- import [--only calls,time] [--size quick|usual|full].
import { parseArgs } from 'node:util'
import { measureBeside } from './import/beside'
import { measureCalls } from './import/calls'
import { measureGrowth } from './import/growth'
import type { Line } from './import/line'
import { measureMemory } from './import/memory'
import { measureProgress } from './import/progress'
import { measureRestart } from './import/restart'
import { measureRunner } from './import/runner'
import { measureTime } from './import/time'
import { report } from './report'

const USAGE = `npm run bench -- import [--only LINE,…] [--size quick|usual|full]
Lines: calls, time, beside, memory, growth, progress, restart, runner. full takes 2,000 originals of 20 MB: 42 GB of disk.
BENCH_MAPILLARY_DOWNLOADER names the program of that name (PyPI) for the line beside, which else looks on the PATH.`

const SIZES = {
  quick: { timed: 40, few: 5, many: 20, bigBytes: 5_000_000, lengths: [50, 100], runs: 4, steps: 50 },
  usual: { timed: 300, few: 50, many: 300, bigBytes: 20_000_000, lengths: [100, 1_000, 10_000], runs: 20, steps: 500 },
  full: {
    timed: 1_000,
    few: 50,
    many: 2_000,
    bigBytes: 20_000_000,
    lengths: [100, 1_000, 10_000],
    runs: 20,
    steps: 500,
  },
}

const { values: asked } = parseArgs({
  options: { only: { type: 'string' }, size: { type: 'string', default: 'usual' }, help: { type: 'boolean' } },
})
const size = Object.entries(SIZES).find(([name]) => name === asked.size)?.[1]
const MEASURES: Record<string, (size: typeof SIZES.usual) => Promise<Line[]>> = {
  calls: async () => [
    ...(await measureCalls({ photos: 1_000, api: 'v3' })),
    ...(await measureCalls({ photos: 1_000, api: 'v4' })),
  ],
  time: async ({ timed }) => [
    ...(await measureTime({ photos: timed, originalBytes: 3_000_000, bytesPerSecond: 50e6, rounds: 3 })),
    ...(await measureTime({ photos: timed, originalBytes: 3_000_000, bytesPerSecond: null, rounds: 3 })),
  ],
  beside: async ({ timed }) => [
    ...(await measureBeside({ photos: timed, originalBytes: 3_000_000, bytesPerSecond: 50e6, rounds: 3 })),
    ...(await measureBeside({ photos: timed, originalBytes: 3_000_000, bytesPerSecond: null, rounds: 3 })),
  ],
  memory: ({ few, many, bigBytes }) => measureMemory({ few, many, originalBytes: bigBytes }),
  growth: ({ lengths }) => measureGrowth({ sizes: lengths }),
  progress: () => measureProgress({ watchers: 50 }),
  restart: ({ timed }) => measureRestart({ photos: timed, kills: 2 }),
  runner: ({ runs, steps }) => measureRunner({ runs, steps }),
}
const names = asked.only?.split(',') ?? Object.keys(MEASURES)

if (asked.help || !size || names.some((name) => !(name in MEASURES))) {
  console.log(USAGE)
  process.exit(asked.help ? 0 : 1)
}

process.exitCode = await report('import', { names, measure: async (name) => (await MEASURES[name]?.(size)) ?? [] })
