import { describe, expect, test } from 'vitest'
import { addSample, measure, percentDone, type Sample } from '@/components/imports/progress-numbers'
import type { ImportProgress } from '@/lib/imports/types'
import { STAGES } from '@/lib/model/import-stages'
import { mapKeys } from '@/lib/model/keys-of'

const stage = (done: number, failed: number, total: number) => ({
  total,
  done,
  failed,
  waiting: total - done - failed,
  bytes: 0,
})
const stages = (originals: ImportProgress['stages']['originals']): ImportProgress['stages'] => ({
  ...mapKeys(STAGES, () => stage(10, 0, 10)),
  originals,
})

describe('percentDone', () => {
  test('it is 100 only when nothing waits, failures included', () => {
    expect(percentDone({ status: 'running', stages: stages(stage(8, 2, 10)) })).toBe(100)
    expect(percentDone({ status: 'running', stages: stages(stage(9, 0, 10)) })).toBe(98)
  })

  test('an import that was not read yet is at 0, one with nothing to bring in at 100 when it is over', () => {
    const none = stage(0, 0, 0)
    const nothing = mapKeys(STAGES, () => none)
    expect(percentDone({ status: 'queued', stages: nothing })).toBe(0)
    expect(percentDone({ status: 'completed', stages: nothing })).toBe(100)
  })
})

describe('measure', () => {
  const samples: Sample[] = [
    { atMs: 0, bytes: 0, settled: 0 },
    { atMs: 2000, bytes: 4_000_000, settled: 4 },
  ]

  test('speed and time left follow from the first and the last sample', () => {
    expect(measure(samples, 6)).toEqual({ bytesPerSecond: 2_000_000, remainingMs: 3000 })
  })

  test('nothing is said from less than a second', () => {
    expect(measure(samples.slice(0, 1), 6)).toBeNull()
    expect(measure([], 6)).toBeNull()
  })

  test('while nothing arrives the time left is unknown', () => {
    expect(measure([...samples.slice(0, 1), { atMs: 5000, bytes: 0, settled: 0 }], 6)).toEqual({
      bytesPerSecond: 0,
      remainingMs: null,
    })
  })

  test('samples from before the window are dropped, but for one', () => {
    const kept = [0, 10_000, 20_000, 30_000, 45_000].reduce<Sample[]>(
      (earlier, atMs) => addSample(earlier, { atMs, bytes: 0, settled: 0 }),
      [],
    )
    expect(kept.map(({ atMs }) => atMs)).toEqual([20_000, 30_000, 45_000])
  })
})
