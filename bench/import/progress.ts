import { setTimeout as delay } from 'node:timers/promises'
import type { Line } from './line'
import { withProduct } from './measure'
import type { Product } from './product'

const SECONDS = 10

/** How many queries the progress of one import costs while many watch it, beside one who watches. */
export function measureProgress({ watchers }: { watchers: number }): Promise<Line[]> {
  const options = { sequences: [{ photos: 1_000, originalBytes: 1_000_000 }], latencyMs: 50, bytesPerSecond: 20e6 }
  return withProduct(options, async (product, upstream) => {
    const importId = await product.request(upstream.sequenceKeys[0] ?? '')
    while ((await product.originalsDone(importId)) === 0) await delay(50)
    const alone = await queriesPerSecond(product, importId, 1)
    const together = await queriesPerSecond(product, importId, watchers)
    return [
      {
        name: 'Progress',
        measured: `${together.toFixed(2)} queries/s for ${watchers} watchers`,
        baseline: `${alone.toFixed(2)} queries/s for 1`,
        goal: '≤ 1 query/s',
        isMet: together <= 1.05, // the window may hold one tick more than it has seconds
        values: { watchers, together, alone, seconds: SECONDS },
      },
    ]
  })
}

async function queriesPerSecond(product: Product, importId: number, watchers: number): Promise<number> {
  const closing = new AbortController()
  const headers = { cookie: product.cookie }
  const url = `${product.url}/api/v1/imports/${importId}/events`
  const open = async () => (await fetch(url, { headers, signal: closing.signal })).body?.getReader()
  const readers = await Promise.all(Array.from({ length: watchers }, open))
  await Promise.all(readers.map((reader) => reader?.read()))
  for (const reader of readers) void drain(reader)
  await product.resetStatements()
  await delay(SECONDS * 1000)
  const { app } = await product.statements('as bytes') // TODO
  closing.abort()
  return app / SECONDS
}

async function drain(reader: ReadableStreamDefaultReader<Uint8Array> | undefined): Promise<void> {
  try {
    while (reader && !(await reader.read()).done);
  } catch {
    // closed by us
  }
}
