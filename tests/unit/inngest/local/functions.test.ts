import { Inngest } from 'inngest'
import { serve } from 'inngest/edge'
import { expect, test } from 'vitest'
import { nextCronTime, readFunction } from '@/inngest/local/functions'
import { WireSync } from '@/inngest/local/protocol'

const inngest = new Inngest({ id: 'app', isDev: true })
type Options = Parameters<typeof inngest.createFunction>[0]

/** What we make of what the SDK tells about a function with these options. */
async function configOf(options: Partial<Options>) {
  const fn = inngest.createFunction({ id: 'x', triggers: [{ event: 'e' }], ...options }, () => {})
  const url = 'http://app.test/api/inngest'
  const headers = { host: 'app.test', 'x-inngest-sync-kind': 'in_band' }
  const request = new Request(url, { method: 'PUT', headers, body: JSON.stringify({ url }) })
  const answer = await serve({ client: inngest, functions: [fn] })(request)
  return WireSync.parse(await answer.json()).functions.map(readFunction)
}

test('a plain function has four attempts, no limit, and all matching events', async () => {
  const [fn] = await configOf({})
  expect(fn).toMatchObject({ id: 'app-x', maxAttempts: 4, limit: null, key: null, crons: [], cancels: [] })
  expect(fn?.triggers.map(({ event, matches }) => [event, matches({ event: {} })])).toEqual([['e', true]])
})

test('a failure handler is a function of its own for the failures of its function', async () => {
  const [, failure] = await configOf({ onFailure: () => {} })
  const matches = (id: string) => failure?.triggers[0]?.matches({ event: { data: { function_id: id } } })
  expect(failure).toMatchObject({
    id: 'app-x-failure',
    maxAttempts: 2,
    triggers: [{ event: 'inngest/function.failed' }],
  })
  expect([matches('app-x'), matches('app-y')]).toEqual([true, false])
})

test('retries, limit, key and cancelling events are read', async () => {
  const [fn] = await configOf({
    retries: 9,
    concurrency: { limit: 2, key: 'event.data.userId' },
    cancelOn: [{ event: 'stop', match: 'data.id' }],
  })
  expect(fn).toMatchObject({ maxAttempts: 10, limit: 2, cancels: [{ event: 'stop' }] })
  expect(fn?.key?.({ event: { data: { userId: 7 } } })).toBe(7)
  expect(fn?.cancels[0]?.matches({ event: { data: { id: 1 } }, async: { data: { id: 1 } } })).toBe(true)
})

test.each<[name: string, options: Partial<Options>]>([
  ['debounce', { debounce: { period: '1m' } }],
  ['throttle', { throttle: { limit: 1, period: '1m' } }],
  ['rateLimit', { rateLimit: { limit: 1, period: '1m' } }],
  ['batchEvents', { batchEvents: { maxSize: 2, timeout: '1s' } }],
  ['several concurrency limits', { concurrency: [{ limit: 1 }, { limit: 2, key: 'event.data.id' }] }],
  ['concurrency scope account', { concurrency: { limit: 1, scope: 'account', key: '"a"' } }],
  ['cancelOn.timeout', { cancelOn: [{ event: 'stop', timeout: '1h' }] }],
])('%s is refused by name', async (name, options) => {
  await expect(configOf(options)).rejects.toThrow(`The function app-x uses ${name}`)
})

test.each([
  ['0 12 * * *', '2026-07-01T12:00:00.000Z'],
  ['TZ=Europe/Zurich 0 12 * * *', '2026-07-01T10:00:00.000Z'],
])('the cron pattern "%s" is due at %s', (pattern, expected) => {
  expect(nextCronTime(pattern, new Date('2026-07-01T00:00:00Z')).toISOString()).toBe(expected)
})
