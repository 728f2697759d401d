// How many pages a second one web server on one core gives to strangers: npm run bench -- pages [--quick].
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { openGeoBench } from './geo/bench'
import type { Line } from './import/line'
import { findTargets, type Target } from './pages/addresses'
import { ask } from './pages/ask'
import { report } from './report'

const USAGE = `npm run bench -- pages [--photos 200000] [--seconds 10] [--connections 16] [--quick] [--keep]
--quick: 50,000 photos, 3 seconds each. --keep leaves the data in .bench/ for the next run with as many photos.`

const MEMORY_GOAL = 500 // megabytes
const LEADERBOARD_GOAL_MS = 50
const PAGE_BYTES = 4096
const UNKNOWN_COOKIE = 'who=knows' // whoever sends one gets a page of their own

const { values: asked } = parseArgs({
  options: {
    photos: { type: 'string' },
    seconds: { type: 'string' },
    connections: { type: 'string', default: '16' },
    quick: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
    help: { type: 'boolean' },
  },
})
const photos = Number(asked.photos ?? (asked.quick ? 50_000 : 200_000))
const seconds = Number(asked.seconds ?? (asked.quick ? 3 : 10))
const connections = Number(asked.connections)
if (asked.help || !(photos >= 1_000) || !(seconds >= 1) || !(connections >= 1)) {
  console.log(USAGE)
  process.exit(asked.help ? 0 : 1)
}

// Each connection has an address, and requests are counted as on any site; nobody reaches the limit.
const env = { MTP_TRUSTED_PROXIES: '1', MTP_RATE_LIMIT_PAGE: '1000000', MTP_RATE_LIMIT_READ: '1000000' }
const geo = await openGeoBench({ photos, detections: 8, isSearched: true, keep: asked.keep, env })
const pid = geo.stack.pidOf('web')

/** Requests a second of a target, beside those of `/healthz`, of a page without data, and of the same page rendered for each who asks. */
async function measureTarget({ name, paths, goal }: Target): Promise<Line> {
  await ask(geo.url, { paths: paths.slice(-connections), connections, seconds: 2 }) // what is compiled once is compiled
  const before = await measureBaseline()
  const own = await ask(geo.url, { paths, connections, seconds, cookie: UNKNOWN_COOKIE })
  const { perSecond, p50, p97, faults } = await ask(geo.url, { paths, connections, seconds })
  const after = await measureBaseline()
  const [probe, empty] = [(before.probe + after.probe) / 2, (before.empty + after.empty) / 2]
  const trouble = faults > 0 ? `, ${faults} faults` : ''
  return {
    name,
    measured: `${round(perSecond)} a second, p50 ${p50} ms, p97.5 ${p97} ms${trouble}`,
    baseline: `${round(own.perSecond)} with a cookie, page without data ${round(empty)}, /healthz ${round(probe)}`,
    goal: goal === null ? '' : `≥ ${goal} a second`,
    isMet: goal === null ? null : perSecond >= goal && faults === 0,
    values: { perSecond, p50, p97, faults, own, before, after },
  }
}

async function measureBaseline(): Promise<{ probe: number; empty: number }> {
  const brief = { connections, seconds: Math.max(1, Math.round(seconds / 4)) }
  const probe = await ask(geo.url, { paths: ['/healthz'], ...brief })
  const empty = await ask(geo.url, { paths: ['/offline'], ...brief })
  return { probe: probe.perSecond, empty: empty.perSecond }
}

async function measureLeaderboard(): Promise<Line> {
  const { p50, p97 } = await ask(geo.url, { paths: ['/leaderboard'], connections: 1, seconds })
  return {
    name: 'Leaderboard, one at a time',
    measured: `p50 ${p50} ms, p97.5 ${p97} ms`,
    baseline: '',
    goal: `≤ ${LEADERBOARD_GOAL_MS} ms`,
    isMet: p50 <= LEADERBOARD_GOAL_MS,
    values: { p50, p97 },
  }
}

function memoryLine(): Line {
  const pages = pid === undefined ? Number.NaN : Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1])
  const megabytes = (pages * PAGE_BYTES) / 1e6
  return {
    name: 'Memory of the web server after all this',
    measured: `${round(megabytes)} MB`,
    baseline: '',
    goal: `≤ ${MEMORY_GOAL} MB`,
    isMet: megabytes <= MEMORY_GOAL,
    values: { megabytes },
  }
}

function round(value: number): number {
  return Math.round(value)
}

/** One core for the web server, as the goals say. Where the system has no `taskset`, the report's load says what else ran. */
function pinToOneCore(): void {
  try {
    if (pid !== undefined) execFileSync('taskset', ['--all-tasks', '--cpu-list', '--pid', '0', `${pid}`])
  } catch {
    console.log('The web server is not held on one core: there is no taskset here.')
  }
}

try {
  pinToOneCore()
  const targets = await findTargets(geo)
  const measures = new Map<string, () => Promise<Line>>([
    ...targets.map((target) => [target.name, () => measureTarget(target)] as const),
    ['Leaderboard', measureLeaderboard],
    ['Memory', async () => memoryLine()],
  ])
  const measure = async (name: string) => [await measures.get(name)?.()].filter((line) => line !== undefined)
  process.exitCode = await report('pages', { names: [...measures.keys()], measure })
} finally {
  await geo.close()
}
