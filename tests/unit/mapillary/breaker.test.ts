import { expect, test } from 'vitest'
import { AppError } from '@/lib/errors'
import { createBreaker, isAway } from '@/lib/mapillary/breaker'

const down = () => Promise.reject(new AppError('UPSTREAM_FAILED', 'Mapillary is down'))

/** A breaker with a clock of its own, and how often Mapillary was really asked. */
function world() {
  let at = 0
  let asked = 0
  const breaker = createBreaker({ now: () => at })
  async function ask(work: () => Promise<unknown> = down, subject?: unknown) {
    const counted = () => {
      asked += 1
      return work()
    }
    return breaker.call(counted, subject).catch((error: unknown) => error)
  }
  return { breaker, ask, asked: () => asked, pass: (ms: number) => (at += ms) }
}

test('after three failures within a minute nothing is asked for 30 s', async () => {
  const { ask, asked, pass } = world()
  for (const known of [false, false, true]) expect(isAway(await ask())).toBe(known)
  for (let round = 0; round < 50; round += 1) expect(isAway(await ask())).toBe(true)
  expect(asked()).toBe(3)
  pass(29_999)
  expect(await ask()).toMatchObject({ retryAfterMs: 1 })
  expect(asked()).toBe(3)
  pass(1)
  await ask()
  expect(asked()).toBe(4)
})

test('each trial that fails doubles the rest, to ten minutes; an hour without Mapillary is twelve calls', async () => {
  const { ask, asked, pass } = world()
  const at: number[] = []
  for (let second = 0; second < 3_600; second += 1) {
    const before = asked()
    await ask()
    if (asked() > before) at.push(second)
    pass(1_000)
  }
  expect(at).toEqual([0, 1, 2, 32, 92, 212, 452, 932, 1532, 2132, 2732, 3332])
})

test('one call tries, the others do not wait for how it ends', async () => {
  const { ask, asked, pass } = world()
  for (let round = 0; round < 3; round += 1) await ask()
  pass(30_000)
  let answer = (_text: string): void => undefined
  const silent = new Promise<string>((resolve) => {
    answer = resolve
  })
  const trying = ask(() => silent)
  expect(isAway(await ask())).toBe(true)
  answer('there')
  expect(await trying).toBe('there')
  expect(await ask(async () => 'there')).toBe('there')
  expect(asked()).toBe(5)
})

test('who waits when Mapillary turns out to be away goes on at once', async () => {
  const { ask } = world()
  const silence = new Promise<never>(() => undefined)
  const waiting = [ask(() => silence), ask(() => silence)]
  for (let round = 0; round < 3; round += 1) await ask()
  expect((await Promise.all(waiting)).map(isAway)).toEqual([true, true])
})

test.each([
  ['an answer between them', async ({ ask }: ReturnType<typeof world>) => void (await ask(async () => 'there'))],
  ['a minute between them', async ({ pass }: ReturnType<typeof world>) => void pass(60_000)],
  [
    'a word between them that Mapillary has no such photo',
    async ({ ask }: ReturnType<typeof world>) =>
      void (await ask(() => Promise.reject(new AppError('NOT_FOUND', 'No')))),
  ],
])('failures with %s are not an outage', async (_name, between) => {
  const tools = world()
  await tools.ask()
  await tools.ask()
  await between(tools)
  await tools.ask()
  expect(tools.breaker.isOpen()).toBe(false)
})

test('the failures of one photo are no outage, and neither are refused logins and limits', async () => {
  const { ask, breaker } = world()
  for (let round = 0; round < 9; round += 1) await ask(down, 'the same')
  for (const code of ['UNAUTHENTICATED', 'RATE_LIMITED', 'INVALID_INPUT'] as const)
    for (let round = 0; round < 3; round += 1) await ask(() => Promise.reject(new AppError(code, 'No')))
  await ask(() => Promise.reject(new Error('The database is away')))
  expect(breaker.isOpen()).toBe(false)
})

test('a trial that learns nothing lets the next call try', async () => {
  const { ask, asked, pass } = world()
  for (let round = 0; round < 3; round += 1) await ask()
  pass(30_000)
  await ask(() => Promise.reject(new AppError('RATE_LIMITED', 'Wait')))
  await ask()
  expect(asked()).toBe(5)
  expect(isAway(await ask())).toBe(true)
})
