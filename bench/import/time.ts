import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream as WebStream } from 'node:stream/web'
import { type Line, mean, percentile } from './line'
import { importSequence, withProduct } from './measure'
import type { Upstream } from './start-upstream'

export const LATENCY_MS = 50
const AT_ONCE = 8
export const GOAL = 1.15
export const WARM_UP = 24 // photos of an import before, so that neither side is cold

/**
 * The whole import beside a bare loop that only downloads the same bytes, eight at once, and writes them to the same disk: by turns,
 * each import compared with the loops before and after it.
 */
export async function measureTime({
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
  const lengths = Array.from({ length: rounds }, (_, round) => photos + round) // the upstream tells sequences apart by their length
  const sequences = [WARM_UP, ...lengths].map((length) => ({ photos: length, originalBytes }))
  return withProduct({ sequences, latencyMs: LATENCY_MS, bytesPerSecond }, async (product, upstream) => {
    await importSequence(product, upstream)
    const loops = [await bareLoop(upstream, join(product.dataDir, 'bare'))]
    const imports: number[] = []
    for (const round of lengths.keys()) {
      imports.push(await importSequence(product, upstream, round + 1))
      loops.push(await bareLoop(upstream, join(product.dataDir, 'bare')))
    }
    const ratios = imports.map((seconds, round) => seconds / mean(loops.slice(round, round + 2)))
    const ratio = percentile(ratios, 0.5)
    const link = bytesPerSecond === null ? 'no limit' : `${bytesPerSecond / 1e6} MB/s`
    const seconds = (values: number[]) => values.map((value) => value.toFixed(1)).join(', ')
    const times = ratios.map((one) => one.toFixed(2)).join(', ')
    return [
      {
        name: `Time, ${link}`,
        measured: `${seconds(imports)} s = ${ratio.toFixed(2)} × (median of ${times})`,
        baseline: `bare loops ${seconds(loops)} s`,
        goal: bytesPerSecond === null ? 'none: the processor is the limit' : `≤ ${GOAL} ×`,
        isMet: bytesPerSecond === null ? null : ratio <= GOAL,
        values: { photos, originalBytes, bytesPerSecond, imports, loops, ratios },
      },
    ]
  })
}

/** Seconds that it takes to download all originals, and by v3 the pictures that everybody sees, into a folder, with nothing checked, hashed, forced to disk or noted. */
export async function bareLoop({ api, origin, token, sequenceKeys }: Upstream, folder: string): Promise<number> {
  const startedAt = performance.now()
  await mkdir(folder, { recursive: true })
  const headers = { authorization: `Bearer ${token}` }
  const answer = await fetch(`${origin}/v3/sequences/${sequenceKeys[1]}?client_id=demo`, { headers })
  const keys: string[] = (await answer.json()).properties.coordinateProperties.image_keys
  const addresses = keys.flatMap((key) => [
    `${origin}/v3/images/${key}/download_original?client_id=demo`,
    ...(api === 'v3' ? [`${origin}/images/${key}/thumb-2048.jpg`] : []),
  ])
  const entries = addresses.entries() // shared: each is taken once
  const work = async () => {
    for (const [number, address] of entries) {
      const { body } = await fetch(address, { headers })
      if (!body) throw new Error('The upstream sent nothing')
      await pipeline(Readable.fromWeb(body as WebStream<Uint8Array>), createWriteStream(join(folder, `${number}.jpg`))) // lib.dom and node:stream/web type the same object twice
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  const seconds = (performance.now() - startedAt) / 1000
  await rm(folder, { recursive: true })
  return seconds
}
