import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createTurns, type EndTurn, type Turns } from '@/lib/server/gate/turns'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** Asks for turns; `begun` are those that were given so far, the first first. */
function ask(turns: Turns, caller: string, count: number): EndTurn[] {
  const begun: EndTurn[] = []
  for (let n = 0; n < count; n += 1) turns.take(caller)?.then((end) => begun.push(end))
  return begun
}

const soon = () => vi.advanceTimersByTimeAsync(0)

test('a caller has some requests under way, and each that ends lets the next begin', async () => {
  const turns = createTurns({ most: 2 })
  const begun = ask(turns, 'ada', 3)
  await soon()
  expect(begun).toHaveLength(2)
  begun[0]?.()
  begun[0]?.()
  await soon()
  expect(begun).toHaveLength(3)
})

test('a flood of one caller keeps nobody else waiting', async () => {
  const turns = createTurns({ most: 2 })
  ask(turns, 'flood', 100)
  const others = ['ada', 'bob', 'chen'].map((caller) => ask(turns, caller, 1))
  await soon()
  expect(others.map((begun) => begun.length)).toEqual([1, 1, 1])
})

test('a flood goes on one by one when nobody else is served, else a few times a second', async () => {
  const turns = createTurns({ most: 2, turnMs: 60_000, isBusy: () => true })
  const flood = ask(turns, 'flood', 100)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(flood).toHaveLength(2)
  const ada = ask(turns, 'ada', 1)
  for (const end of flood.splice(0)) end()
  await soon()
  expect([flood.length, ada.length]).toEqual([1, 1])
  flood[0]?.()
  await soon()
  expect(flood).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(400)
  expect(flood).toHaveLength(2)
  ada[0]?.()
  flood[1]?.()
  await vi.advanceTimersByTimeAsync(200)
  expect(flood).toHaveLength(3)
})

test('a flood rests after each request while others come, and has all of the time when they have gone', async () => {
  const turns = createTurns({ most: 1, turnMs: 60_000, isBusy: () => true })
  const flood = ask(turns, 'flood', 100)
  await vi.advanceTimersByTimeAsync(1_000)
  flood[0]?.()
  const ada = ask(turns, 'ada', 1)
  await soon()
  ada[0]?.()
  await soon()
  expect(flood).toHaveLength(2) // as a flood
  await vi.advanceTimersByTimeAsync(10)
  flood[1]?.()
  await vi.advanceTimersByTimeAsync(80)
  expect(flood).toHaveLength(2)
  await vi.advanceTimersByTimeAsync(20)
  expect(flood).toHaveLength(3)
  await vi.advanceTimersByTimeAsync(1_000) // nobody else came
  flood[2]?.()
  await soon()
  expect(flood).toHaveLength(4)
})

test('many requests that only wait for something are no flood', async () => {
  const turns = createTurns({ most: 2, turnMs: 60_000, isBusy: () => false })
  const begun = ask(turns, 'school', 100)
  await vi.advanceTimersByTimeAsync(5_000)
  for (const end of begun.splice(0)) end()
  await soon()
  expect(begun).toHaveLength(2)
})

test('a turn that takes long ends by itself, so that nothing waits for ever', async () => {
  const turns = createTurns({ most: 1, turnMs: 100 })
  const begun = ask(turns, 'ada', 2)
  await vi.advanceTimersByTimeAsync(100)
  expect(begun).toHaveLength(2)
})

test('a caller who was refused has a turn less for a while, and others do not', async () => {
  const turns = createTurns({ most: 1 })
  const begun = ask(turns, 'flood', 2)
  await soon()
  begun[0]?.(900)
  await vi.advanceTimersByTimeAsync(500)
  expect(begun).toHaveLength(1)
  expect(turns.take('ada')).not.toBeNull()
  await vi.advanceTimersByTimeAsync(500)
  expect(begun).toHaveLength(2)
})

test('who lets too many wait is refused, and forgotten when all have ended', async () => {
  const turns = createTurns({ most: 1, mostWaiting: 2 })
  const begun = ask(turns, 'flood', 3)
  expect(turns.take('flood')).toBeNull()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(begun).toHaveLength(3)
  expect(turns.take('flood')).not.toBeNull()
})
