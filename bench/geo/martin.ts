import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import autocannon from 'autocannon'
import type { TileCoord } from '@/lib/geo/tile'
import { freePort } from '../../scripts/ports.mjs'
import { type Line, percentile } from '../import/line'
import type { GeoBench } from './bench'
import { findTiles } from './places'

const ZOOMS = [4, 8, 11, 13, 14, 16]
const TILES_OF_A_ZOOM = 256
const CONNECTIONS = 16
const ROUNDS = 3
const KEPT_SECONDS = 5
const KEPT_MEGABYTES = 512 // Martin's own default
const READY_MS = 30_000
const NAMES = { fresh: 'Tiles rendered, beside Martin', kept: 'Tiles kept in memory, beside Martin' }
const GOAL = '≥ as many a second as Martin'

type Answered = { perSecond: number; p50: number; p95: number; bytes: number }
type Ask = { amount: number } | { duration: number }

/** Tiles of many places by us and by Martin, from a function of PostGIS that gives the same layers of the same rows. */
export async function measureMartin(bench: GeoBench, postgisUrl: string | undefined): Promise<Line[]> {
  // biome-ignore lint/style/noProcessEnv: a switch of the benchmark, which is no part of the product
  const program = process.env.BENCH_MARTIN ?? 'martin'
  const version = versionOf(program)
  const missing = version ? !postgisUrl && 'PostGIS is not installed (BENCH_POSTGIS_URL)' : 'Martin is not installed'
  if (missing || !version || !postgisUrl) return Object.values(NAMES).map((name) => absent(name, missing || ''))
  const tiles = await findTiles(bench.sql, { zooms: ZOOMS, ofEach: TILES_OF_A_ZOOM })
  const ours = (tile: TileCoord) => `/tiles/${pathOf(tile)}.mvt`
  const theirs = (tile: TileCoord) => `/bench_tile/${pathOf(tile)}`

  const fresh = await withMartin(program, { database: postgisUrl, megabytes: 0 }, async (url) => {
    const rounds: { ours: Answered; theirs: Answered }[] = []
    for (let round = 0; round <= ROUNDS; round++) {
      await bench.sql`insert into map_changes (is_takedown) values (false)` // nothing kept in memory will do
      const own = await ask(bench.url, tiles.map(ours), { amount: tiles.length })
      rounds.push({ ours: own, theirs: await ask(url, tiles.map(theirs), { amount: tiles.length }) })
    }
    return lineOf(NAMES.fresh, rounds.slice(1), version) // the first one warms both
  })
  const kept = await withMartin(program, { database: postgisUrl, megabytes: KEPT_MEGABYTES }, async (url) => {
    const asked = { duration: KEPT_SECONDS }
    await ask(bench.url, tiles.map(ours), { amount: tiles.length })
    await ask(url, tiles.map(theirs), { amount: tiles.length })
    const own = await ask(bench.url, tiles.map(ours), asked)
    return lineOf(NAMES.kept, [{ ours: own, theirs: await ask(url, tiles.map(theirs), asked) }], version)
  })
  return [fresh, kept]
}

function lineOf(name: string, rounds: { ours: Answered; theirs: Answered }[], version: string): Line {
  const [ours, theirs] = [middle(rounds.map((round) => round.ours)), middle(rounds.map((round) => round.theirs))]
  return {
    name,
    measured: `${told(ours)} = ${(ours.perSecond / theirs.perSecond).toFixed(2)} ×`,
    baseline: `${version}: ${told(theirs)}`,
    goal: GOAL,
    isMet: ours.perSecond >= theirs.perSecond,
    values: { ours, theirs, rounds },
  }
}

/** The round in the middle by requests a second. */
function middle(rounds: Answered[]): Answered {
  const [found] = rounds.toSorted((a, b) => a.perSecond - b.perSecond).slice(Math.floor(rounds.length / 2))
  if (!found) throw new Error('Nothing was measured')
  return found
}

function told({ perSecond, p50, p95, bytes }: Answered): string {
  return `${perSecond.toFixed(0)} a second, p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, ${(bytes / 1000).toFixed(1)} kB each`
}

function absent(name: string, why: string): Line {
  return { name, measured: '–', baseline: why, goal: GOAL, isMet: null, values: {} }
}

function pathOf({ z, x, y }: TileCoord): string {
  return `${z}/${x}/${y}`
}

/** Each connection asks for tiles of its own in turn: all of them once, or again and again for some seconds. */
async function ask(url: string, paths: string[], howMuch: Ask): Promise<Answered> {
  const times: number[] = []
  let client = 0
  let [startedAt, endedAt] = [0, 0] // autocannon itself looks only once a second whether all have been answered
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    timeout: 60,
    ...howMuch,
    setupClient(one) {
      const own = paths.filter((_, at) => at % CONNECTIONS === client)
      one.setRequests(own.map((path) => ({ method: 'GET', path, headers: { 'accept-encoding': 'gzip' } })))
      one.on('response', (_status, _bytes, ms) => {
        times.push(ms)
        endedAt = performance.now()
      })
      startedAt ||= performance.now()
      client += 1
    },
  })
  const seconds = (endedAt - startedAt) / 1000
  if (result.non2xx + result.errors > 0) throw new Error(`${url} did not answer ${result.non2xx + result.errors} times`)
  return {
    perSecond: times.length / seconds,
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    bytes: result.throughput.total / times.length,
  }
}

function versionOf(program: string): string | undefined {
  try {
    return execFileSync(program, ['--version'], { encoding: 'utf8' }).trim()
  } catch {
    return undefined
  }
}

/** Runs `use` with a Martin that serves `bench_tile` and keeps so many megabytes of tiles. */
async function withMartin<T>(
  program: string,
  { database, megabytes }: { database: string; megabytes: number },
  use: (url: string) => Promise<T>,
): Promise<T> {
  const listen = `127.0.0.1:${await freePort()}`
  const args = ['--listen-addresses', listen, '--cache-size', `${megabytes}`, '--auto-bounds', 'skip', database]
  const child = spawn(program, args, { stdio: 'ignore' })
  const ended = once(child, 'exit')
  try {
    await isReady(`http://${listen}/bench_tile/0/0/0`, Promise.race([ended, delay(READY_MS)]))
    return await use(`http://${listen}`)
  } finally {
    child.kill()
    await ended
  }
}

async function isReady(address: string, tooLate: Promise<unknown>): Promise<void> {
  let isLate = false
  void tooLate.finally(() => {
    isLate = true
  })
  while (!isLate) {
    const answer = await fetch(address).catch(() => undefined)
    if (answer?.ok) return
    await delay(50)
  }
  throw new Error('Martin did not start')
}
