import { spawnSync } from 'node:child_process'
import { runPass } from '@/lib/vault/run-pass'
import { vaultToolsFor } from '@/tests/support/vault-scene'
import type { Line } from '../import/line'
import type { VaultBench } from './types'

const GOAL = 0.8 // of what reading and hashing alone give
const ROUNDS = 3

/** Every byte of every original is read again, as fast as it goes, beside `sha256sum` over the same files, which the first reading has warmed. */
export async function measurePass({ collection }: VaultBench): Promise<Line[]> {
  const { db, store, totalBytes } = await collection()
  hashFiles(store.root)
  const rounds: { seconds: number; bareSeconds: number }[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const bareSeconds = hashFiles(store.root)
    const begun = performance.now()
    const summary = await runPass(vaultToolsFor(db, { backup: store.backup }), { sequenceId: null, minutes: null })
    if (summary.verified !== summary.expected || summary.alarm !== null) throw new Error('The pass did not end well')
    rounds.push({ seconds: (performance.now() - begun) / 1_000, bareSeconds })
  }
  const ratios = rounds.map(({ seconds, bareSeconds }) => bareSeconds / seconds)
  const ratio = median(ratios)
  const rate = (seconds: number) => `${(totalBytes / 1_000_000 / seconds).toFixed(0)} MB/s`
  return [
    {
      name: `A pass over ${Math.round(totalBytes / 1_000_000)} MB`,
      measured: `${rate(median(rounds.map(({ seconds }) => seconds)))}, ${ratio.toFixed(2)} × (median of ${ROUNDS})`,
      baseline: `sha256sum ${rate(median(rounds.map(({ bareSeconds }) => bareSeconds)))}`,
      goal: `≥ ${GOAL} ×`,
      isMet: ratio >= GOAL,
      values: { rounds, ratios },
    },
  ]
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN
}

/** Seconds that `sha256sum` takes for all originals below a folder. */
function hashFiles(root: string): number {
  const begun = performance.now()
  const command = 'find . -name "PHOTO_*.jpg" -print0 | xargs -0 sha256sum >/dev/null'
  const { status, stderr } = spawnSync('sh', ['-c', command], { cwd: root, encoding: 'utf8' })
  if (status !== 0) throw new Error(`sha256sum failed: ${stderr}`)
  return (performance.now() - begun) / 1_000
}
