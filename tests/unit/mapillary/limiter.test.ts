import { expect, test } from 'vitest'
import { createLimiter } from '@/lib/mapillary/limiter'

const ORIGIN = 'https://graph.example'

function limiterAt(now = { ms: 0 }) {
  const slept: number[] = []
  const limiter = createLimiter({ now: () => now.ms, sleep: async (ms) => void slept.push(ms) })
  return { limiter, slept, now }
}

test.each([null, 0, 80])('with %j %% of the limit used nobody waits', async (percent) => {
  const { limiter, slept } = limiterAt()
  limiter.noteUsage(ORIGIN, percent)
  await limiter.turn(ORIGIN)
  limiter.refuseWhilePaused(ORIGIN)
  expect(slept).toEqual([])
})

test('above 80 % calls follow each other more slowly', async () => {
  const { limiter, slept } = limiterAt()
  limiter.noteUsage(ORIGIN, 90)
  await limiter.turn(ORIGIN)
  await limiter.turn(ORIGIN)
  expect(slept).toEqual([400, 800])
  expect(() => limiter.refuseWhilePaused(ORIGIN)).not.toThrow()
})

test('another server is asked as before', async () => {
  const { limiter, slept } = limiterAt()
  limiter.noteUsage(ORIGIN, 99)
  await limiter.turn('https://pictures.example')
  limiter.refuseWhilePaused('https://pictures.example')
  expect(slept).toEqual([])
})

test('above 95 % there is a pause', () => {
  const { limiter, now } = limiterAt()
  limiter.noteUsage(ORIGIN, 96)
  expect(() => limiter.refuseWhilePaused(ORIGIN)).toThrow('the next call is possible in 60 s')
  now.ms = 60_000
  expect(() => limiter.refuseWhilePaused(ORIGIN)).not.toThrow()
})

test('once less is used everything goes on at full speed', async () => {
  const { limiter, slept } = limiterAt()
  limiter.noteUsage(ORIGIN, 90)
  limiter.noteUsage(ORIGIN, 40)
  await limiter.turn(ORIGIN)
  expect(slept).toEqual([])
})
