import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { type Line, mean, percentile } from './line'
import { importSequence, withProduct } from './measure'
import { startUpstream, type Upstream, USERNAME } from './start-upstream'
import { bareLoop, LATENCY_MS, GOAL as LOOP_GOAL, WARM_UP } from './time'

const TIMES_FASTER = 3
const WORKERS = { 'as it comes': [], 'eight at once': ['--max-workers', '32'] } // it starts with a quarter of them
const MAX_OUTPUT_BYTES = 50e6

/** Has the program ask this upstream: its address of Mapillary is no setting. First arguments: that address, a folder for its cache. */
const PROGRAM = `
import os, sys
from mapillary_downloader import __main__ as program
class Client(program.MapillaryClient):
    def __init__(self, token):
        super().__init__(token)
        self.base_url = graph
graph = sys.argv.pop(1)
os.environ.update(XDG_CACHE_HOME=sys.argv.pop(1), NO_PROXY='*')
program.MapillaryClient = Client
program.main()`

/**
 * The whole import by v4 beside mapillary_downloader, which only downloads the originals of a user, writes EXIF into them and keeps a list:
 * by turns, with as many photos, each from an upstream of its own, since the program takes all that the user has.
 */
export async function measureBeside({
  photos,
  originalBytes,
  bytesPerSecond,
  rounds,
}: {
  photos: number
  originalBytes: number
  bytesPerSecond: number | null
  rounds: number
}): Promise<Line[]> {
  const name = `Beside mapillary_downloader, ${bytesPerSecond === null ? 'no limit' : `${bytesPerSecond / 1e6} MB/s`}`
  const goal = `≥ ${TIMES_FASTER} × faster, or ≤ ${LOOP_GOAL} × the bare loop`
  const python = findPython()
  if (!python) return [{ name, measured: '–', baseline: 'not installed', goal, isMet: null, values: {} }]
  const link = { api: 'v4', latencyMs: LATENCY_MS, bytesPerSecond } as const
  const lengths = [WARM_UP, ...Array.from({ length: rounds }, (_, round) => photos + round)]
  const sequences = lengths.map((length) => ({ photos: length, originalBytes }))
  const theirUpstream = await startUpstream({ ...link, sequences: [{ photos, originalBytes }] })
  try {
    return await withProduct({ ...link, sequences }, async (product, upstream) => {
      await importSequence(product, upstream)
      const [ours, loops, theirs]: [number[], number[], Record<string, number[]>] = [[], [], {}]
      for (let round = 1; round <= rounds; round++) {
        ours.push(await importSequence(product, upstream, round))
        loops.push(await bareLoop(upstream, join(product.dataDir, 'bare')))
        for (const [workers, args] of Object.entries(WORKERS)) {
          const folder = join(product.dataDir, 'downloader')
          const seconds = await download(theirUpstream, { python, args, folder, photos })
          theirs[workers] = [...(theirs[workers] ?? []), seconds]
        }
      }
      return [lineOf({ name, goal }, { ours, loops, theirs, photos, originalBytes })]
    })
  } finally {
    await theirUpstream.stop()
  }
}

type Times = {
  ours: number[]
  loops: number[]
  theirs: Record<string, number[]>
  photos: number
  originalBytes: number
}

function lineOf(head: { name: string; goal: string }, times: Times): Line {
  const own = median(times.ours)
  const best = Math.min(...Object.values(times.theirs).map(median))
  const ofLoop = own / mean(times.loops)
  const told = Object.entries(times.theirs).map(([workers, seconds]) => `${list(seconds)} s ${workers}`)
  return {
    ...head,
    measured: `${list(times.ours)} s = ${(best / own).toFixed(1)} × faster, ${ofLoop.toFixed(2)} × the bare loop`,
    baseline: `${told.join('; ')}; bare loops ${list(times.loops)} s`,
    isMet: best / own >= TIMES_FASTER || ofLoop <= LOOP_GOAL,
    values: times,
  }
}

const median = (values: number[]) => percentile(values, 0.5)
const list = (values: number[]) => values.map((value) => value.toFixed(1)).join(', ')

type Download = { python: string; args: string[]; folder: string; photos: number }

/** Seconds from the start of the program to its end. */
async function download({ origin, token }: Upstream, { python, args, folder, photos }: Download): Promise<number> {
  await mkdir(folder, { recursive: true })
  const plain = ['--quality', 'original', '--no-webp', '--no-tar', '--no-check-ia', '--output', join(folder, 'output')]
  const startedAt = performance.now()
  const { stderr } = await promisify(execFile)(
    python,
    ['-c', PROGRAM, `${origin}/v4`, join(folder, 'cache'), ...plain, ...args, '--token', token, USERNAME],
    { maxBuffer: MAX_OUTPUT_BYTES },
  )
  const seconds = (performance.now() - startedAt) / 1000
  const files = await readdir(join(folder, 'output'), { recursive: true })
  const found = files.filter((file) => /\d+\.jpg$/.test(file)).length
  if (found !== photos)
    throw new Error(`mapillary_downloader got ${found} of ${photos} photos: ${stderr.slice(-2_000)}`)
  await rm(folder, { recursive: true })
  return seconds
}

/** The interpreter that the installed program names in its first line. */
function findPython(): string | undefined {
  // biome-ignore lint/style/noProcessEnv: switches of the benchmark, which is no part of the product
  const { BENCH_MAPILLARY_DOWNLOADER: named, PATH = '' } = process.env
  const program =
    named ??
    PATH.split(delimiter)
      .map((folder) => join(folder, 'mapillary-downloader'))
      .find((file) => existsSync(file))
  return program && /^#!(\S+)/.exec(readFileSync(program, 'utf8'))?.[1]
}
