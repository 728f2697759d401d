import { existsSync } from 'node:fs'
import { forgetPeak, peakMegabytes } from '../peak-memory'
import type { Line } from './line'
import { importSequence, withProduct } from './measure'

const GOAL = 1.3
const WARM_UP = { photos: 250, originalBytes: 10_000 } // more than a batch: the heap that photo data needs is there afterwards

/** The web server's peak memory while it imports many large originals, beside that of few, in one life of a process that is warm. */
export async function measureMemory({
  few,
  many,
  originalBytes,
}: {
  few: number
  many: number
  originalBytes: number
}): Promise<Line[]> {
  if (!existsSync('/proc/self/clear_refs')) return []
  const sequences = [WARM_UP, ...[few, many].map((photos) => ({ photos, originalBytes }))]
  return withProduct({ sequences }, async (product, upstream) => {
    const peaks: number[] = []
    for (const at of sequences.keys()) {
      forgetPeak(product.stepsPid())
      await importSequence(product, upstream, at)
      peaks.push(peakMegabytes(product.stepsPid()))
    }
    const [warm = Number.NaN, low = Number.NaN, high = Number.NaN] = peaks
    return [
      {
        name: 'Memory',
        measured: `${high.toFixed(0)} MB for ${many} × ${originalBytes / 1e6} MB = ${(high / low).toFixed(2)} ×`,
        baseline: `${low.toFixed(0)} MB for ${few} of them, ${warm.toFixed(0)} MB for ${WARM_UP.photos} small ones before`,
        goal: `≤ ${GOAL} ×`,
        isMet: high / low <= GOAL,
        values: { few, many, originalBytes, peakMegabytes: peaks },
      },
    ]
  })
}
