import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { AppError } from '@/lib/errors'
import { createHttp } from '@/lib/mapillary/http'
import { createLimiter } from '@/lib/mapillary/limiter'
import { meaningOf } from '@/lib/mapillary/meanings'
import type { MapillaryClient } from '@/lib/mapillary/types'
import { createV3Client } from '@/lib/mapillary/v3/client'
import { createV4Client } from '@/lib/mapillary/v4/client'
import { refuseV4 } from '@/lib/mapillary/v4/errors'

type Given = { status: number; body: string; headers?: Record<string, string> }

const ORIGIN = 'https://mapillary.example'

/** A client whose every call is answered so. */
function clientFor(version: 'v3' | 'v4', given: () => Given, limiter = createLimiter()) {
  const asked: string[] = []
  const http = createHttp({
    limiter,
    apiOrigin: ORIGIN,
    isPictureUrl: () => true,
    ...(version === 'v4' && { refuse: refuseV4 }),
    fetch: async (url) => {
      asked.push(url.href)
      const { status, body, headers = {} } = given()
      const bytes = Buffer.from(body)
      return { status, headers: { get: (name) => headers[name] ?? null }, body: new Blob([bytes]).stream() }
    },
  })
  const common = { apiUrl: ORIGIN, clientId: 'app', http }
  const client: MapillaryClient =
    version === 'v3'
      ? createV3Client({ ...common, imagesUrl: ORIGIN })
      : createV4Client({ ...common, clientSecret: '', publicToken: async () => 'public' })
  return { client, asked }
}

async function outcomeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'answered',
    (error: unknown) => (error instanceof AppError ? error.code : 'a bug'),
  )
}

const TOO_MANY = [
  ...[4, 17, 32, 341, 613, 80000, 80007, 80014, 368, 9].map((code) => ({ code })),
  ...[2446079, 1487742, 1996, 1504022].map((error_subcode) => ({ code: 100, error_subcode })),
  { code: 1, message: 'There have been too many calls from this account' },
  { code: -1, message: '(#17) User request limit reached' },
]

describe('v4 says that there are too many calls', () => {
  test.each(TOO_MANY.flatMap((error) => [400, 403, 429, 500, 200].map((status) => ({ status, error }))))(
    'by status $status and $error: everybody waits',
    async ({ status, error }) => {
      const body = JSON.stringify({ error: { message: 'no', is_transient: true, ...error } })
      const { client, asked } = clientFor('v4', () => ({ status, body }))
      expect(await outcomeOf(client.getImages('token', ['1', '2', '3']))).toBe('RATE_LIMITED')
      expect(await outcomeOf(client.getMe('another'))).toBe('RATE_LIMITED')
      expect(asked).toHaveLength(1)
    },
  )

  test.each([
    { name: 'Retry-After', headers: { 'retry-after': '600' } },
    {
      name: 'the usage of a business',
      headers: {
        'x-business-use-case-usage':
          '{"77":[{"type":"pages","call_count":100,"total_time":3,"estimated_time_to_regain_access":10}]}',
      },
    },
  ])('and for how long by $name', async ({ headers }) => {
    const body = '{"error":{"message":"no","code":17}}'
    const { client } = clientFor('v4', () => ({ status: 400, body, headers }))
    await expect(client.getMe('token')).rejects.toMatchObject({ code: 'RATE_LIMITED', retryAfterMs: 600_000 })
    const error = await client.getMe('token').catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'RATE_LIMITED' })
    expect(error instanceof AppError && (error.retryAfterMs ?? 0) > 590_000).toBe(true)
  })

  test.each([
    '{"77":[{"type":"pages","call_count":97,"estimated_time_to_regain_access":0}]}',
    '{"77":[{"type":"pages","call_count":3,"estimated_time_to_regain_access":1}]}',
  ])('before it refuses, by the usage of a business %s', async (usage) => {
    const headers = { 'x-business-use-case-usage': usage }
    const { client } = clientFor('v4', () => ({ status: 200, body: '{"id":"1","username":"ada"}', headers }))
    await client.getMe('token')
    expect(await outcomeOf(client.getMe('token'))).toBe('RATE_LIMITED')
  })
})

test.each([
  { status: 500, error: { code: 190 } },
  { status: 400, error: { code: 2500 } },
  { status: 400, error: { code: 102 } },
  { status: 400, error: { code: 190, error_subcode: 463 } },
  { status: 403, error: { code: '190' } },
])('v4 refuses the token by $status and $error', ({ status, error }) => {
  expect(meaningOf({ by: 'v4', status, body: { error } }, null)).toBe('login')
})

const anyStatus = fc.oneof(fc.integer({ min: 200, max: 599 }), fc.constantFrom(200, 400, 401, 403, 404, 410, 429, 500))
const anyCode = fc.oneof(fc.integer(), fc.constantFrom(1, 2, 3, 4, 10, 17, 100, 190, 200, 294, 613, 80004), fc.string())
const anyError = fc.record(
  {
    message: fc.oneof(fc.string(), fc.constantFrom('Not Found', 'Unauthorized', 'Forbidden')),
    code: anyCode,
    error_subcode: fc.oneof(fc.integer(), fc.constantFrom(458, 1996)),
    is_transient: fc.boolean(),
    type: fc.string(),
  },
  { requiredKeys: [] },
)
const anyBody = fc.oneof(
  anyError.map((error) => JSON.stringify({ error })),
  anyError.map((error) => JSON.stringify({ error, data: [] })),
  fc.json(),
  fc.constantFrom('', '<html>Not found</html>', '{"data":', '[]', 'null', '{"id":"77"}'),
)

/** What says that the photo itself is not there, or not its owner's. */
function isAboutPhoto(version: 'v3' | 'v4', { status, body }: Given): boolean {
  const meaning = meaningOf({ by: version, status, body: parse(body) }, messageOf(parse(body)))
  return meaning === 'photo is gone' || meaning === 'photo is not yours'
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function messageOf(body: unknown): string | null {
  const Message = z.object({ message: z.string() })
  return (
    z.union([Message, z.object({ error: Message }).transform(({ error }) => error)]).safeParse(body).data?.message ??
    null
  )
}

test.each(['v3', 'v4'] as const)(
  'whatever %s answers, no photo is given up unless the answer is about it',
  async (version) => {
    await fc.assert(
      fc.asyncProperty(anyStatus, anyBody, async (status, body) => {
        fc.pre(!(version === 'v3' && status === 200 && body.includes('features')))
        const given = { status, body }
        const { client } = clientFor(version, () => given)
        const images = await outcomeOf(client.getImages('token', ['1', '2']))
        expect(images).not.toBe('a bug')
        if (images === 'answered' || images === 'FORBIDDEN' || images === 'NOT_FOUND')
          expect(isAboutPhoto(version, given)).toBe(true)
      }),
      { numRuns: 500 },
    )
  },
)

test.each(['v3', 'v4'] as const)(
  'after the first refusal by %s calls a minute stay below the limit',
  async (version) => {
    const LIMIT = 100
    const clock = { ms: 0 }
    const accepted: number[] = []
    const sent: number[] = []
    let refusedAt = Number.POSITIVE_INFINITY
    const skip = async (ms: number) => {
      clock.ms += ms
    }
    const limiter = createLimiter({ now: () => clock.ms, sleep: skip })
    const { client } = clientFor(
      version,
      () => {
        sent.push(clock.ms)
        const recent = accepted.filter((at) => at > clock.ms - 60_000).length
        if (recent < LIMIT) {
          accepted.push(clock.ms)
          return { status: 200, body: '{"id":"1","key":"a","username":"ada"}' }
        }
        refusedAt = Math.min(refusedAt, clock.ms)
        return {
          status: version === 'v4' ? 400 : 429,
          body: '{"error":{"code":17,"message":"no"}}',
          headers: { 'retry-after': '60' },
        }
      },
      limiter,
    )
    while (clock.ms < 400_000) {
      const before = clock.ms
      await client.getMe('token').catch((error: unknown) => {
        if (!(error instanceof AppError && error.code === 'RATE_LIMITED')) throw error
        clock.ms += error.retryAfterMs ?? 1_000
      })
      if (clock.ms === before) clock.ms += 1
    }
    expect(refusedAt).toBeLessThan(1_000)
    const after = sent.filter((at) => at > refusedAt)
    expect(after.length).toBeGreaterThan(LIMIT)
    for (const start of after)
      expect(after.filter((at) => at >= start && at < start + 60_000).length).toBeLessThan(LIMIT)
  },
)
