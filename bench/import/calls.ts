import { type Line, sum } from './line'
import { importSequence, withProduct } from './measure'

const OTHERS = { v3: 60, v4: 80 }

/** How many calls an import makes, counted by the upstream. v4 gives detections for one photo at a time: those are counted apart. */
export function measureCalls({ photos, api }: { photos: number; api: 'v3' | 'v4' }): Promise<Line[]> {
  return withProduct({ api, sequences: [{ photos, originalBytes: 20_000 }] }, async (product, upstream) => {
    await importSequence(product, upstream)
    const counts = await upstream.counts()
    const originals = sum(Object.values(counts.originals))
    const { detections = 0, ...lists } = counts.others
    const others = sum(Object.values(lists))
    const most = OTHERS[api]
    const apart = api === 'v4' ? { measured: ` + ${detections} detections`, goal: ` + ${photos} detections` } : null
    return [
      {
        name: `Calls, ${api}`,
        measured: `${originals} originals${apart?.measured ?? ''} + ${others} others`,
        baseline: `${photos} photos, 19 detections each`,
        goal: `≤ ${photos} originals${apart?.goal ?? ''} + ≤ ${most} others`,
        isMet: originals <= photos && detections <= (apart ? photos : 0) && others <= most,
        values: { photos, originals, others: counts.others },
      },
    ]
  })
}
