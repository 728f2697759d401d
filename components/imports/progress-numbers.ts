import type { ImportProgress } from '@/lib/imports/types'
import { ACTIVE_STATES, type ImportState } from '@/lib/model/import-states'

export function isActive(state: ImportState): boolean {
  return ACTIVE_STATES.some((active) => active === state)
}

/** All stages in one. */
export function sumStages({ stages }: Pick<ImportProgress, 'stages'>): { total: number; done: number; failed: number } {
  return Object.values(stages).reduce(
    (sum, { total, done, failed }) => ({
      total: sum.total + total,
      done: sum.done + done,
      failed: sum.failed + failed,
    }),
    { total: 0, done: 0, failed: 0 },
  )
}

/** How much of an import is settled, 0..100; 100 only when nothing waits. A sync may have no photo to bring in. */
export function percentDone(progress: Pick<ImportProgress, 'stages' | 'status'>): number {
  const { total, done, failed } = sumStages(progress)
  if (total === 0) return progress.status === 'completed' ? 100 : 0
  return Math.floor(((done + failed) / total) * 100)
}

/** What is known of an import at one moment of this page. */
export type Sample = { atMs: number; bytes: number; settled: number }

const WINDOW_MS = 20_000

export function toSample({ stages: { originals } }: Pick<ImportProgress, 'stages'>, atMs: number): Sample {
  return { atMs, bytes: originals.bytes, settled: originals.done + originals.failed }
}

/** The samples with a new one; those from before the window are dropped, but for one to measure from. */
export function addSample(samples: Sample[], sample: Sample): Sample[] {
  const oldest = samples.findLastIndex(({ atMs }) => atMs <= sample.atMs - WINDOW_MS)
  return [...samples.slice(Math.max(0, oldest)), sample]
}

/** Speed over the samples and the time that `waiting` originals will take at it; null while too little is known. */
export function measure(
  samples: Sample[],
  waiting: number,
): { bytesPerSecond: number; remainingMs: number | null } | null {
  const [first, last] = [samples[0], samples.at(-1)]
  if (!first || !last || last.atMs - first.atMs < 1000) return null
  const seconds = (last.atMs - first.atMs) / 1000
  const perSecond = (last.settled - first.settled) / seconds
  return {
    bytesPerSecond: Math.max(0, (last.bytes - first.bytes) / seconds),
    remainingMs: perSecond > 0 ? (waiting / perSecond) * 1000 : null,
  }
}
