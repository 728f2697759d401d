import { createPacer } from '@/lib/vault/pacer'
import { runPass } from '@/lib/vault/run-pass'
import { vaultToolsFor } from '@/tests/support/vault-scene'
import type { Line } from '../import/line'
import type { VaultBench } from './types'

const LEAST_SECONDS = 20
const MOST_OFF = 0.1

/** The same pass under a cap that makes it last long enough to be measured. */
export async function measureCap({ collection }: VaultBench): Promise<Line[]> {
  const { db, store, totalBytes } = await collection()
  const cap = Math.min(20_000_000, totalBytes / LEAST_SECONDS)
  const tools = { ...vaultToolsFor(db, { backup: store.backup }), pacer: createPacer(cap) }
  const begun = performance.now()
  await runPass(tools, { sequenceId: null, minutes: null })
  const rate = totalBytes / ((performance.now() - begun) / 1_000)
  const off = rate / cap - 1
  return [
    {
      name: `A cap of ${(cap / 1_000_000).toFixed(0)} MB/s`,
      measured: `${(rate / 1_000_000).toFixed(1)} MB/s, ${(off * 100).toFixed(1)} % off`,
      baseline: '–',
      goal: '± 10 %',
      isMet: Math.abs(off) <= MOST_OFF,
      values: { cap, rate },
    },
  ]
}
