import { expect, test } from 'vitest'
import { createPacer } from '@/lib/vault/pacer'

/** A clock that moves only when somebody sleeps or reads. */
function fakeClock() {
  let now = 0
  return {
    now: () => now,
    sleep: async (ms: number) => {
      now += ms
    },
    spend: (ms: number) => {
      now += ms
    },
  }
}

test.each([
  { chunk: 65_536, readMs: 0 },
  { chunk: 65_536, readMs: 2 },
  { chunk: 1_000_000, readMs: 5 },
  { chunk: 1_000, readMs: 0 },
])('20 MB/s are held within 10 % with chunks of $chunk bytes', async ({ chunk, readMs }) => {
  const clock = fakeClock()
  const pacer = createPacer(20_000_000, clock)
  let bytes = 0
  while (bytes < 200_000_000) {
    clock.spend(readMs)
    await pacer.take(chunk)
    bytes += chunk
  }
  const rate = bytes / (clock.now() / 1_000)
  expect(rate).toBeGreaterThan(18_000_000)
  expect(rate).toBeLessThan(22_000_000)
})

test('a pause is not made up for', async () => {
  const clock = fakeClock()
  const pacer = createPacer(1_000, clock)
  await pacer.take(1_000)
  clock.spend(3_600_000)
  const before = clock.now()
  await pacer.take(10_000)
  expect(clock.now() - before).toBeGreaterThan(9_000)
})

test('0 is no limit', async () => {
  const clock = fakeClock()
  await createPacer(0, clock).take(1_000_000_000)
  expect(clock.now()).toBe(0)
})
