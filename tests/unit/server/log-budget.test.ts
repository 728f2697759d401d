import { expect, test } from 'vitest'
import { createLogBudget } from '@/lib/server/log-budget'

test('a flood costs so many lines a minute, and the next minute tells how many were left out', () => {
  let now = 600_000
  const spend = createLogBudget(2, () => now)
  const lines = () => [1, 2, 3, 4, 5].map(() => spend().isLogged)
  expect(lines()).toEqual([true, true, false, false, false])
  now += 60_000
  expect(spend()).toEqual({ isLogged: true, skipped: 3 })
  now += 60_000
  expect(spend()).toEqual({ isLogged: true, skipped: 0 })
})
