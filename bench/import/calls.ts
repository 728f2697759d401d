import { type Line, sum } from './line'
import { importSequence, withProduct } from './measure'

const OTHERS = { v3: 60, v4: 80 }

/**
 * How many calls an import makes, counted by the upstream. What can be asked for one photo at a time only is counted apart: v4's detections, and
 * v3's pictures for everybody, beside originals that are the owner's only.
 */
export function measureCalls({ photos, api }: { photos: number; api: 'v3' | 'v4' }): Promise<Line[]> {
  return withProduct({ api, sequences: [{ photos, originalBytes: 20_000 }] }, async (product, upstream) => {
    await importSequence(product, upstream)
    const counts = await upstream.counts()
    const originals = sum(Object.values(counts.originals))
    const { detections = 0, thumbnails = 0, ...lists } = counts.others
    const others = sum(Object.values(lists))
    const most = OTHERS[api]
    const [each, what] = api === 'v4' ? [detections, 'detections'] : [thumbnails, 'public pictures']
    const unexpected = detections + thumbnails - each
    return [
      {
        name: `Calls, ${api}`,
        measured: `${originals} originals + ${each} ${what} + ${others} others`,
        baseline: `${photos} photos, 19 detections each`,
        goal: `≤ ${photos} originals + ≤ ${photos} ${what} + ≤ ${most} others`,
        isMet: originals <= photos && each <= photos && unexpected === 0 && others <= most,
        values: { photos, originals, others: counts.others },
      },
    ]
  })
}
