import { expect } from 'vitest'
import { createLimiter } from '@/lib/mapillary/limiter'
import { createCallBudget } from '@/lib/server/rate-limits/call-budget'
import { test } from '@/tests/support/db'

const ORIGIN = 'https://graph.example'

test('the calls of several processes are counted together', async ({ pool }) => {
  const processes = [1, 2, 3].map(() => createCallBudget(pool, { perMinute: 60 }))
  const waits: number[] = []
  for (let round = 0; round < 30; round++) for (const take of processes) waits.push(await take())
  expect(waits.filter((ms) => ms === 0)).toHaveLength(60)
  for (const ms of waits) expect(ms).toBeLessThanOrEqual(60_000)
})

test('calls side by side in one process take no more than a call at a time', async ({ pool }) => {
  const take = createCallBudget(pool, { perMinute: 40 })
  const waits = await Promise.all(Array.from({ length: 100 }, take))
  expect(waits.filter((ms) => ms === 0)).toHaveLength(40)
})

test('a call too many is refused with the time to wait, to that server only', async ({ pool }) => {
  const limiter = createLimiter({ budget: { origin: ORIGIN, take: createCallBudget(pool, { perMinute: 1 }) } })
  await limiter.turn(ORIGIN)
  await expect(limiter.turn(ORIGIN)).rejects.toMatchObject({ code: 'RATE_LIMITED', retryAfterMs: expect.any(Number) })
  await limiter.turn('https://pictures.example')
})
