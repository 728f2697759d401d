import { expect, test } from 'vitest'
import { deathCounter } from '@/scripts/supervisor.mjs'

test('each death within a minute doubles the wait, and the fifth is one too many', () => {
  const countDeath = deathCounter()
  expect([0, 1, 2, 3].map((second) => countDeath(second * 1000)?.retryAfterMs)).toEqual([250, 500, 1000, 2000])
  expect(countDeath(59_000)).toBe(undefined)
})

test('deaths more than a minute ago are forgotten', () => {
  const countDeath = deathCounter()
  for (const second of [0, 1, 2, 3]) countDeath(second * 1000)
  expect(countDeath(100_000)).toEqual({ retryAfterMs: 250, count: 1 })
})
