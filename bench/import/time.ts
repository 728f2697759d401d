import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream as WebStream } from 'node:stream/web'
import type { Line } from './line'
import { importSequence, withProduct } from './measure'
import type { Upstream } from './start-upstream'

const LATENCY_MS = 50
const AT_ONCE = 8
const GOAL = 1.15
const WARM_UP = 24 // photos of an import before, so that neither side is cold

/** The whole import beside a bare loop that only downloads the same bytes, eight at once, and writes them to the same disk. */
export async function measureTime({
  photos,
  originalBytes,
  bytesPerSecond,
}: {
  photos: number
  originalBytes: number
  bytesPerSecond: number | null
}): Promise<Line[]> {
  const sequences = [photos, WARM_UP].map((count) => ({ photos: count, originalBytes }))
  return withProduct({ sequences, latencyMs: LATENCY_MS, bytesPerSecond }, async (product, upstream) => {
    await importSequence(product, upstream, 1)
    const before = await bareLoop(upstream, join(product.dataDir, 'bare-1'))
    const seconds = await importSequence(product, upstream)
    const after = await bareLoop(upstream, join(product.dataDir, 'bare-2'))
    const bare = (before + after) / 2
    const link = bytesPerSecond === null ? 'no limit' : `${bytesPerSecond / 1e6} MB/s`
    return [
      {
        name: `Time, ${link}`,
        measured: `${seconds.toFixed(2)} s = ${(seconds / bare).toFixed(2)} ×`,
        baseline: `bare loop ${before.toFixed(2)} and ${after.toFixed(2)} s`,
        goal: bytesPerSecond === null ? 'none: the processor is the limit' : `≤ ${GOAL} ×`,
        isMet: bytesPerSecond === null ? null : seconds / bare <= GOAL,
        values: { photos, originalBytes, bytesPerSecond, seconds, bare: [before, after] },
      },
    ]
  })
}

/** Seconds that it takes to download all originals into a folder, with nothing checked, hashed, forced to disk or noted. */
async function bareLoop({ origin, token, sequenceKeys }: Upstream, folder: string): Promise<number> {
  const startedAt = performance.now()
  await mkdir(folder, { recursive: true })
  const headers = { authorization: `Bearer ${token}` }
  const answer = await fetch(`${origin}/v3/sequences/${sequenceKeys[0]}?client_id=demo`, { headers })
  const keys: string[] = (await answer.json()).properties.coordinateProperties.image_keys
  const work = async () => {
    for (let key = keys.shift(); key; key = keys.shift()) {
      const { body } = await fetch(`${origin}/v3/images/${key}/download_original?client_id=demo`, { headers })
      if (!body) throw new Error('The upstream sent nothing')
      await pipeline(Readable.fromWeb(body as WebStream<Uint8Array>), createWriteStream(join(folder, `${key}.jpg`))) // lib.dom and node:stream/web type the same object twice
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return (performance.now() - startedAt) / 1000
}
