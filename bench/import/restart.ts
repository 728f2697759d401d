import { setTimeout as delay } from 'node:timers/promises'
import type { Line } from './line'
import { withProduct } from './measure'

const AT_ONCE = 8 // downloads of one import

/** How many originals are downloaded again after `kill -9` of every process in the middle of an import. */
export function measureRestart({ photos, kills }: { photos: number; kills: number }): Promise<Line[]> {
  const options = { sequences: [{ photos, originalBytes: 500_000 }], latencyMs: 50, bytesPerSecond: 20e6 }
  return withProduct(options, async (product, upstream) => {
    const importId = await product.request(upstream.sequenceKeys[0] ?? '')
    for (let kill = 1; kill <= kills; kill++) {
      while ((await product.originalsDone(importId)) < (photos * kill) / (kills + 1)) await delay(10)
      await product.crash()
    }
    await product.ended(importId)
    const { originals } = await upstream.counts()
    const again = Object.values(originals).reduce((total, asked) => total + asked - 1, 0)
    return [
      {
        name: 'Restart cost',
        measured: `${again} of ${photos} originals again after ${kills} crashes`,
        baseline: `${AT_ONCE} in flight at each`,
        goal: `≤ ${AT_ONCE * kills}`,
        isMet: again <= AT_ONCE * kills && Object.keys(originals).length === photos,
        values: { photos, kills, again },
      },
    ]
  })
}
