import { describe, expect, test } from 'vitest'
import { describeSummary, exitCodeOf, type PassSummary } from '@/lib/vault/summarise-pass'

const WELL: PassSummary = {
  expected: 1_200,
  verified: 1_200,
  bytes: 3_600_000_000,
  mended: 0,
  missing: 0,
  differing: 0,
  unreadable: 0,
  copiesMissing: 0,
  alarm: null,
}

describe('exit code', () => {
  test.each([
    ['all well', {}, false, 0],
    ['something mended', { mended: 2 }, false, 3],
    ['something missing', { missing: 1, mended: 2 }, false, 4],
    ['something changed', { differing: 1 }, false, 4],
    ['something unreadable', { unreadable: 1 }, false, 4],
    ['a copy missing', { copiesMissing: 1 }, false, 4],
    ['an alarm', { alarm: 'None is there' }, false, 4],
    ['not all read', { verified: 1_199 }, false, 4],
    ['not all read, nor meant to be', { verified: 10 }, true, 0],
    ['none read, although some were expected', { verified: 0 }, true, 4],
    ['nothing expected', { expected: 0, verified: 0 }, false, 0],
  ])('%s', (_, changes, isPartial, code) => {
    expect(exitCodeOf({ ...WELL, ...changes }, { isPartial })).toBe(code)
  })
})

test('the line tells the counts', () => {
  expect(describeSummary({ ...WELL, mended: 2, missing: 1, copiesMissing: 3 })).toBe(
    '1,200 of 1,200 originals verified (3600.0 MB read), 2 mended, 1 bad still (1 missing, 0 with other bytes, 0 unreadable), 3 without a second copy.',
  )
  expect(describeSummary({ ...WELL, expected: 0, verified: 0 })).toBe(
    'Nothing to verify: there are no originals in the backup yet.',
  )
})
