import { expect, test } from 'vitest'
import { parseRetryAfterMs, parseWaitUntil } from '@/inngest/local/duration'

const now = Date.UTC(2026, 0, 1)

test.each([
  ['', 0],
  ['30s', 30_000],
  ['1h30m', 5_400_000],
  ['1w2d', 777_600_000],
  ['2026-01-01T00:00:05.250Z', 5250],
])('a wait of "%s" ends %i ms from now', (text, expectedMs) => {
  expect(parseWaitUntil(text, now).getTime() - now).toBe(expectedMs)
})

test('a wait until nonsense is refused', () => {
  expect(() => parseWaitUntil('soon', now)).toThrow('neither a duration nor a date')
})

test.each([
  [undefined, undefined],
  ['2', 2000],
  ['2026-01-01T00:00:05.000Z', 5000],
  ['Thu, 01 Jan 2026 00:00:07 GMT', 7000],
  ['2025-01-01T00:00:00.000Z', 0],
  ['soon', undefined],
])('retry-after %s is %s ms', (header, expected) => {
  expect(parseRetryAfterMs(header, now)).toBe(expected)
})
