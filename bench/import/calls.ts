import { type Line, sum } from './line'
import { importSequence, withProduct } from './measure'

const OTHERS = 60

/** How many calls an import makes, counted by the upstream. */
export function measureCalls({ photos }: { photos: number }): Promise<Line[]> {
  return withProduct({ sequences: [{ photos, originalBytes: 20_000 }] }, async (product, upstream) => {
    await importSequence(product, upstream)
    const counts = await upstream.counts()
    const originals = sum(Object.values(counts.originals))
    const others = sum(Object.values(counts.others))
    return [
      {
        name: 'Calls',
        measured: `${originals} originals + ${others} others`,
        baseline: `${photos} photos, 19 detections each`,
        goal: `≤ ${photos} originals + ≤ ${OTHERS} others`,
        isMet: originals <= photos && others <= OTHERS,
        values: { photos, originals, others: counts.others },
      },
    ]
  })
}
