import { createServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { asc, isNotNull } from 'drizzle-orm'
import { imports } from '@/db/schema/imports'
import { photos } from '@/db/schema/photos'
import { imagePath } from '@/lib/photos/paths'
import { withDatabase } from '@/tests/support/session'
import { newDataDir, type Stack } from '@/tests/support/stack'
import { freePort } from '../../scripts/ports.mjs'
import { type Line, percentile } from '../import/line'
import { logInAs, start } from '../import/product'
import { startUpstream, type Upstream } from '../import/start-upstream'
import type { VaultBench } from './types'

const GOAL = 1.1
const WARM_UP = 12 // pictures, of each product alike: Node.js compiles what it runs often, and three failures open the breaker
const ORIGINAL_BYTES = 400_000

type Times = { first: number; p50: number; p95: number }

/** The time to a picture that nobody has looked at, with its page: as usual, after Mapillary has ended, and while it says nothing. */
export async function measureAway({ size: { pictures } }: VaultBench): Promise<Line[]> {
  const each = pictures + WARM_UP
  const upstream = await startUpstream({ sequences: [{ photos: each * 3, originalBytes: ORIGINAL_BYTES }] })
  const silent = createServer(() => undefined)
  const silentPort = await freePort()
  silent.listen(silentPort, '127.0.0.1')
  const dataDir = newDataDir()
  let stack = await start(upstream, { dataDir })
  const again = async (env: Record<string, string>) => {
    await stack.stop()
    stack = await start(upstream, { dataDir, env })
  }
  try {
    const ids = await importPhotos(stack, upstream)
    await again({}) // as cold as the others, and warmed up like them
    const usual = await timePictures(stack.url, ids.slice(0, each))
    await again({ MAPILLARY_API: 'none' })
    const ended = await timePictures(stack.url, ids.slice(each, each * 2))
    const hole = `http://127.0.0.1:${silentPort}`
    await again({ MAPILLARY_API_URL: `${hole}/${upstream.api}`, MAPILLARY_IMAGES_URL: `${hole}/images` })
    const silentTimes = await timePictures(stack.url, ids.slice(each * 2))
    return [
      lineOf('Time to picture with MAPILLARY_API=none', ended, usual),
      lineOf('Time to picture while Mapillary says nothing', silentTimes, usual),
    ]
  } finally {
    silent.close()
    await stack.remove()
    await upstream.stop()
  }
}

function lineOf(name: string, times: Times, usual: Times): Line {
  const describe = ({ first, p50, p95 }: Times) =>
    `p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms, the first ${first.toFixed(0)} ms`
  const ratio = times.p50 / usual.p50
  return {
    name,
    measured: `${describe(times)} = ${ratio.toFixed(2)} ×`,
    baseline: describe(usual),
    goal: `p50 ≤ ${GOAL} ×`,
    isMet: ratio <= GOAL,
    values: { times, usual },
  }
}

async function importPhotos(stack: Stack, upstream: Upstream): Promise<number[]> {
  const headers = { cookie: await logInAs(stack, upstream), origin: stack.url, 'content-type': 'application/json' }
  const body = JSON.stringify({ mapillarySequenceKey: upstream.sequenceKeys[0] })
  const response = await fetch(`${stack.url}/api/v1/sequences`, { method: 'POST', headers, body })
  if (response.status !== 202) throw new Error(`The import did not start: HTTP ${response.status}`)
  return withDatabase(stack, async (db) => {
    while ((await db.$count(imports, isNotNull(imports.finishedAt))) === 0) await delay(250)
    const rows = await db
      .select({ id: photos.id })
      .from(photos)
      .where(isNotNull(photos.backedUpAt))
      .orderBy(asc(photos.n))
    return rows.map(({ id }) => id)
  })
}

async function timePictures(url: string, ids: number[]): Promise<Times> {
  const times: number[] = []
  for (const id of ids) {
    const begun = performance.now()
    for (const path of [`/photos/${id}`, imagePath(id, 1024)]) {
      const response = await fetch(url + path)
      await response.arrayBuffer()
      if (!response.ok) throw new Error(`${path}: HTTP ${response.status}`)
    }
    times.push(performance.now() - begun)
  }
  const warm = times.slice(WARM_UP)
  return { first: times[0] ?? Number.NaN, p50: percentile(warm, 0.5), p95: percentile(warm, 0.95) }
}
