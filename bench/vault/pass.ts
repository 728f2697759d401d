import { spawnSync } from 'node:child_process'
import { runPass } from '@/lib/vault/run-pass'
import { vaultToolsFor } from '@/tests/support/vault-scene'
import type { Line } from '../import/line'
import type { VaultBench } from './types'

const GOAL = 0.8 // of what reading and hashing alone give

/** Every byte of every original is read again, as fast as it goes, beside `sha256sum` over the same files, which the first reading has warmed. */
export async function measurePass({ db, store, totalBytes }: VaultBench): Promise<Line[]> {
  hashFiles(store.root)
  const bareSeconds = hashFiles(store.root)
  const memory = process.memoryUsage.rss()
  const begun = performance.now()
  const summary = await runPass(vaultToolsFor(db, { backup: store.backup }), { sequenceId: null, minutes: null })
  const seconds = (performance.now() - begun) / 1_000
  const grown = (process.memoryUsage.rss() - memory) / 1_000_000
  const [measured, bare] = [seconds, bareSeconds].map((took) => totalBytes / 1_000_000 / took) as [number, number]
  return [
    {
      name: `a pass over ${Math.round(totalBytes / 1_000_000)} MB`,
      measured: `${measured.toFixed(0)} MB/s, ${(measured / bare).toFixed(2)} ×`,
      baseline: `sha256sum ${bare.toFixed(0)} MB/s`,
      goal: `≥ ${GOAL} ×`,
      isMet: measured / bare >= GOAL,
      values: { seconds, bareSeconds, summary },
    },
    {
      name: 'memory of the pass',
      measured: `+ ${grown.toFixed(0)} MB`,
      baseline: '–',
      goal: '–',
      isMet: null,
      values: { grown },
    },
  ]
}

/** Seconds that `sha256sum` takes for all originals below a folder. */
function hashFiles(root: string): number {
  const begun = performance.now()
  const { status, stderr } = spawnSync(
    'sh',
    ['-c', 'find . -name "PHOTO_*.jpg" -print0 | xargs -0 sha256sum >/dev/null'],
    {
      cwd: root,
      encoding: 'utf8',
    },
  )
  if (status !== 0) throw new Error(`sha256sum failed: ${stderr}`)
  return (performance.now() - begun) / 1_000
}
