import { setTimeout as delay } from 'node:timers/promises'
import type { Line } from './line'
import { withProduct } from './measure'
import type { Product } from './product'

const SECONDS = 20
const GOAL = 1

/** How many queries the progress of one import costs while many watch it, beside one who watches. The import itself rests meanwhile. */
export function measureProgress({ watchers }: { watchers: number }): Promise<Line[]> {
  return withProduct({ sequences: [{ photos: 100, originalBytes: 10_000 }] }, async (product, upstream) => {
    const importId = await product.request(upstream.sequenceKeys[0] ?? '')
    await product.ended(importId)
    await product.pretendWaiting(importId)
    const alone = await queriesPerSecond(product, importId, 1)
    const together = await queriesPerSecond(product, importId, watchers)
    return [
      {
        name: 'Progress',
        measured: `${together.toFixed(2)} queries/s for ${watchers} watchers`,
        baseline: `${alone.toFixed(2)} queries/s for 1`,
        goal: `≤ ${GOAL} query/s`,
        isMet: together <= GOAL + 1 / SECONDS, // seconds have two ends
        values: { watchers, together, alone, seconds: SECONDS },
      },
    ]
  })
}

/** Statements about imports; as the import rests, nothing but its progress needs them (and the sweep, once a minute). */
async function queriesPerSecond(product: Product, importId: number, watchers: number): Promise<number> {
  const closing = new AbortController()
  const headers = { cookie: product.cookie }
  const url = `${product.url}/api/v1/imports/${importId}/events`
  const open = async () => {
    const reader = (await fetch(url, { headers, signal: closing.signal })).body?.getReader()
    await reader?.read()
    return reader
  }
  const readers = await Promise.all(Array.from({ length: watchers }, open))
  for (const reader of readers) void drain(reader)
  await product.resetStatements()
  await delay(SECONDS * 1000)
  const { app } = await product.statements('import')
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
