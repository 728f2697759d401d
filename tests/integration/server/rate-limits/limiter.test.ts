import { describe, expect } from 'vitest'
import { connect } from '@/db/client'
import { rateLimits } from '@/db/schema/rate-limits'
import { type AdmissionTools, withAdmission } from '@/lib/server/admission/with-admission'
import { createRateLimiter } from '@/lib/server/rate-limits/limiter'
import { test } from '@/tests/support/db'

const limits = { read: 3, write: 0, picture: 2, tile: 2, page: 0, login: 0, steps: 0 }

describe('rate limits', () => {
  test('the request above the limit is refused, and told when to come back', async ({ pool }) => {
    const limiter = createRateLimiter(pool, () => limits)
    const counted = []
    for (let n = 0; n < 4; n++) counted.push(await limiter.count('read', 'user:1'))

    expect(counted.map(({ refusal }) => refusal?.status ?? null)).toEqual([null, null, null, 429])
    expect(counted.map(({ headers }) => headers.ratelimit?.replace(/t=\d+/, 't=N'))).toEqual([
      '"read";r=2;t=N',
      '"read";r=1;t=N',
      '"read";r=0;t=N',
      '"read";r=0;t=N',
    ])
    expect(counted[0]?.headers['ratelimit-policy']).toBe('"read";q=3;w=60')
    expect(Number(counted[3]?.refusal?.headers['retry-after'])).toBeGreaterThan(0)
  })

  test.for(['read', 'picture'] as const)(
    'every request of the class "%s" above the limit is refused',
    async (limit, { pool }) => {
      const limiter = createRateLimiter(pool, () => ({ ...limits, picture: 3 }))
      const refusals: (number | null)[] = []
      for (let n = 0; n < 7; n++) refusals.push((await limiter.count(limit, 'user:1')).refusal?.status ?? null)

      expect(refusals).toEqual([null, null, null, 429, 429, 429, 429])
    },
  )

  test('two processes count together, callers apart', async ({ pool }) => {
    const [one, another] = [createRateLimiter(pool, () => limits), createRateLimiter(pool, () => limits)]
    await Promise.all([one.count('read', 'user:1'), another.count('read', 'user:1'), one.count('read', 'user:1')])
    expect((await another.count('read', 'user:1')).refusal).not.toBeNull()
    expect((await another.count('read', 'token:1')).refusal).toBeNull()
    expect((await another.count('read', 'address:127.0.0.1')).refusal).toBeNull()
  })

  test('a minute later one begins anew', async ({ pool }) => {
    const fill = createRateLimiter(pool, () => limits)
    for (let n = 0; n < 3; n++) await fill.count('read', 'user:1')
    await pool.update(rateLimits).set({ expire: Date.now() - 1 })
    expect((await createRateLimiter(pool, () => limits).count('read', 'user:1')).headers.ratelimit).toMatch(/r=2/)
  })

  test('pictures and tiles are counted without the database, and 0 is no limit', async ({ pool }) => {
    const limiter = createRateLimiter(pool, () => limits)
    for (const limit of ['picture', 'tile'] as const) {
      for (let n = 0; n < 2; n++) expect((await limiter.count(limit, 'user:1')).refusal).toBeNull()
      expect((await limiter.count(limit, 'user:1')).refusal).not.toBeNull()
    }
    for (let n = 0; n < 9; n++) expect(await limiter.count('write', 'user:1')).toEqual({ headers: {}, refusal: null })
    expect(await pool.$count(rateLimits)).toBe(0)
  })

  test('an open route answers an address so many times, and 429 after that, without doing anything', async ({
    pool,
  }) => {
    const limiter = createRateLimiter(pool, () => ({ ...limits, read: 1 }))
    let done = 0
    const rule = { access: 'open', scope: null, limit: 'read' } as const
    const ask = (address: string) => {
      const tools: AdmissionTools = {
        siteUrl: 'https://photos.example',
        limiter,
        findSession: async () => null,
        findTokenCaller: async () => null,
        addressOf: () => address,

        logEvent: () => undefined,
      }
      const request = new Request('https://photos.example/oembed')
      return withAdmission(
        () => tools,
        request,
        rule,
        async () => Response.json(++done),
      )
    }
    const [first, second, other] = [await ask('192.0.2.1'), await ask('192.0.2.1'), await ask('192.0.2.2')]

    expect([first, second, other].map(({ status }) => status)).toEqual([200, 429, 200])
    expect(second.headers.get('ratelimit-policy')).toBe('"read";q=1;w=60')
    expect(done).toBe(2)
  })

  test('while the database is away, each process counts by itself', async () => {
    const away = connect('postgres://127.0.0.1:1/nowhere')
    const limiter = createRateLimiter(away, () => limits)
    const refusals = []
    for (let n = 0; n < 4; n++) refusals.push((await limiter.count('read', 'user:1')).refusal?.status ?? null)
    expect(refusals).toEqual([null, null, null, 429])
    await away.$client.end()
  })
})
