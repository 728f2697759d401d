import { expect, test } from 'vitest'
import { AppError } from '@/lib/errors'
import { retryDelayMs } from '@/lib/mapillary/retry-delay'

const error = (retryAfterMs?: number) =>
  new AppError('RATE_LIMITED', 'Too many requests', retryAfterMs === undefined ? {} : { retryAfterMs })

test.each([
  [0, 1_000],
  [1, 2_000],
  [2, 4_000],
  [9, 512_000],
])('after %i waits in a row the next lasts %i ms', (waits, ms) => {
  expect(retryDelayMs(error(), waits)).toBe(ms)
})

test.each([10, 40, 100_000])('after %i waits it lasts ten minutes, never more', (waits) => {
  expect(retryDelayMs(error(), waits)).toBe(600_000)
})

test('Retry-After is kept, also beyond ten minutes', () => {
  expect(retryDelayMs(error(3_600_000), 0)).toBe(3_600_000)
  expect(retryDelayMs(error(1_001), 0)).toBe(1_001)
})

test('a shorter Retry-After does not shorten the wait', () => {
  expect(retryDelayMs(error(1_500), 1)).toBe(2_000)
})
