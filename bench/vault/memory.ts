import { existsSync } from 'node:fs'
import { runPass } from '@/lib/vault/run-pass'
import { folderStore, insertOriginals, vaultToolsFor } from '@/tests/support/vault-scene'
import type { Line } from '../import/line'
import { forgetPeak, peakMegabytes } from '../peak-memory'
import type { VaultBench } from './types'

const MORE_AT_MOST = 40 // MB
const SMALL_BYTES = 2_000
const AT_ONCE = 500 // originals of a sequence

/** The most memory that a listing and a reading pass take over many photos, beside few of them in the same process. */
export async function measureMemory({ size: { few, many }, createDatabase }: VaultBench): Promise<Line[]> {
  if (!existsSync('/proc/self/clear_refs')) return []
  const [db, store] = [await createDatabase(), await folderStore()]
  const peaks: number[] = []
  let count = 0
  try {
    for (const wanted of [few, few, many]) {
      for (; count < wanted; count += AT_ONCE) await insertOriginals(db, store.backup, AT_ONCE, SMALL_BYTES)
      globalThis.gc?.()
      forgetPeak(process.pid)
      const tools = vaultToolsFor(db, { backup: store.backup })
      await runPass(tools, { sequenceId: null, minutes: 60 }) // names and sizes too
      peaks.push(peakMegabytes(process.pid))
    }
  } finally {
    await store.close()
  }
  const [, low = Number.NaN, high = Number.NaN] = peaks // the first one warms the process
  return [
    {
      name: `Memory of a pass over ${count} photos`,
      measured: `${high.toFixed(0)} MB`,
      baseline: `${low.toFixed(0)} MB for ${few}`,
      goal: `≤ + ${MORE_AT_MOST} MB`,
      isMet: high - low <= MORE_AT_MOST,
      values: { peaks, few, many },
    },
  ]
}
