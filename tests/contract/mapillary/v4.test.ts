import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { AppError } from '@/lib/errors'
import { createLimiter } from '@/lib/mapillary/limiter'
import type { MapillaryClient } from '@/lib/mapillary/types'
import { type Handler, type HttpServer, startHttpServer } from '@/tests/support/http-server'
import { v4ClientFor } from '@/tests/support/mapillary-client'

const TOKEN = 'secret-token-of-ada'
const SECRET = 'secret-of-the-app'
const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xda, 0, 2, 1, 2, 3, 4, 0xff, 0xd9])
const NOT_THERE = { message: 'Unsupported get request.', type: 'MLYApiException', code: 100, error_subcode: 33 }
const TOO_MUCH = { message: "Please reduce the amount of data you're asking for", type: 'OAuthException', code: 1 }

let server: HttpServer
let client: MapillaryClient
beforeEach(async () => {
  server = await startHttpServer()
  client = connect()
})
afterEach(() => server.close())

function connect(options: Partial<Parameters<typeof v4ClientFor>[1]> = {}): MapillaryClient {
  return v4ClientFor(server.origin, { publicToken: async () => 'public', clientSecret: SECRET, ...options })
}

function answer(handler: (url: URL) => { status?: number; body: unknown } | null): void {
  server.answer((_request, response, url) => {
    const { status = 200, body } = handler(url) ?? { status: 400, body: { error: NOT_THERE } }
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
}

async function failureOf(promise: Promise<unknown>): Promise<AppError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof AppError)) throw new Error('expected an AppError', { cause: error })
  return error
}

async function readAll<T>(pages: AsyncIterable<T[]>): Promise<T[]> {
  const items: T[] = []
  for await (const page of pages) items.push(...page)
  return items
}

function asked(url: URL): string[] {
  return url.searchParams.get('image_ids')?.split(',') ?? []
}

function ids(count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(1000 + index))
}

describe('a refusal', () => {
  test.each([
    { status: 500, error: { code: 190, message: 'Invalid OAuth 2.0 Access Token' }, code: 'UNAUTHENTICATED' },
    { status: 401, error: { code: 190, message: 'Failed to decode' }, code: 'UNAUTHENTICATED' },
    { status: 400, error: { code: 190, message: 'Error validating application' }, code: 'UNAUTHENTICATED' },
    { status: 400, error: { code: 100, error_subcode: 33, message: 'Unsupported get request' }, code: 'NOT_FOUND' },
    { status: 400, error: { code: 100, message: 'Tried accessing nonexisting field' }, code: 'UPSTREAM_FAILED' },
    { status: 500, error: { code: 1, message: 'Please reduce the amount of data' }, code: 'UPSTREAM_FAILED' },
    { status: 500, error: { code: 2, message: 'Service temporarily unavailable' }, code: 'UPSTREAM_FAILED' },
    { status: 400, error: { code: 4, message: 'Application request limit reached' }, code: 'RATE_LIMITED' },
    { status: 200, error: { code: 4, message: 'Application request limit reached' }, code: 'RATE_LIMITED' },
    { status: 429, error: { code: 0, message: 'Slow down' }, code: 'RATE_LIMITED' },
    { status: 400, error: { code: 0, message: 'Bad' }, code: 'UPSTREAM_FAILED' },
    { status: 502, error: { code: 0, message: 'Bad gateway' }, code: 'UPSTREAM_FAILED' },
  ])('with status $status and code $error.code ("$error.message") is $code', async ({ status, error, code }) => {
    server.answerJson(status, { error })
    expect((await failureOf(client.getMe(TOKEN))).code).toBe(code)
  })

  test('by the limit of the app pauses all calls', async () => {
    server.answerJson(400, { error: { code: 4, message: 'Application request limit reached' } })
    const limiter = createLimiter({ now: () => 0 })
    await failureOf(connect({ limiter }).getMe(TOKEN))
    const error = await failureOf(connect({ limiter }).getMe('another'))
    expect(error).toMatchObject({ code: 'RATE_LIMITED', retryAfterMs: 30_000 })
    expect(server.requests).toHaveLength(1)
  })

  test('never repeats a token, a secret or a code', async () => {
    server.answer((request, response, url) => {
      const message = `${request.headers.authorization} ${url.href} the-code`
      response.writeHead(500).end(JSON.stringify({ error: { message, code: 2 } }))
    })
    const failures = [
      await failureOf(client.getMe(TOKEN)),
      await failureOf(client.logIn?.('the-code', 'http://back/') ?? Promise.resolve()),
      await failureOf(client.refreshLogin?.(TOKEN) ?? Promise.resolve()),
    ]
    for (const { message, stack } of failures) expect(`${message} ${stack}`).not.toMatch(/secret-/)
    expect(failures[1]?.message).not.toContain('the-code')
  })
})

test('an answer that says 97 % of the limit is used makes the next call wait', async () => {
  server.answerJson(200, { id: '1', username: 'ada' }, { 'x-app-usage': '{"call_count":97,"total_time":3}' })
  const slowed = connect({ limiter: createLimiter({ sleep: async () => undefined }) })
  await slowed.getMe(TOKEN)
  expect(await failureOf(slowed.getMe(TOKEN))).toMatchObject({ code: 'RATE_LIMITED' })
})

describe('images by id', () => {
  test('are asked for 50 at once, with our token in the header', async () => {
    answer((url) => ({ body: { data: asked(url).map((id) => ({ id })) } }))
    expect(await client.getImages(TOKEN, ids(120))).toHaveLength(120)
    expect(server.requests.map(({ url }) => asked(url).length).sort()).toEqual([20, 50, 50])
    expect(server.requests[0]?.headers.authorization).toBe(`OAuth ${TOKEN}`)
    expect(server.requests[0]?.url.href).not.toContain(TOKEN)
  })

  test('that are too much at once come in halves', async () => {
    answer((url) =>
      asked(url).length > 12
        ? { status: 500, body: { error: TOO_MUCH } }
        : { body: { data: asked(url).map((id) => ({ id })) } },
    )
    expect((await client.getImages(TOKEN, ids(50))).map(({ key }) => key).sort()).toEqual(ids(50))
  })

  test('that go unanswered are asked for alone, and left out when they are gone', async () => {
    answer((url) => {
      if (url.pathname === '/v4/images') return { body: { data: [] } } // seen in 2021 for ids that are there
      return url.pathname === '/v4/1001' ? { body: { id: '1001' } } : null
    })
    expect(await client.getImages(TOKEN, ids(3))).toMatchObject([{ key: '1001' }])
  })

  test('are not lost when one id spoils the answer for all', async () => {
    answer((url) => {
      if (asked(url).includes('1002')) return null
      if (url.pathname !== '/v4/images')
        return url.pathname === '/v4/1002' ? null : { body: { id: url.pathname.slice(4) } }
      return { body: { data: asked(url).map((id) => ({ id })) } }
    })
    const found = await client.getImages(TOKEN, ids(6))
    expect(found.map(({ key }) => key)).toEqual(['1000', '1001', '1003', '1004', '1005'])
  })

  test('of v3 are not asked for: they are no ids any more', async () => {
    expect(await client.getImages(TOKEN, ['Aa1Bb2Cc3Dd4Ee5Ff6Gg7H', '../me'])).toEqual([])
    expect(server.requests).toHaveLength(0)
  })
})

describe('the list of photos', () => {
  const ADA = { key: '7', username: 'ada' }
  const photo = (id: string, sequence: string, creator?: object) => ({ id, sequence, captured_at: 1000, creator })
  const list = (after: string | null = null, from = client, span: { since?: Date; until?: Date } = {}) =>
    from.listPhotos?.(TOKEN, { user: ADA, since: null, until: null, ...span, after }) ??
    Promise.reject(new Error('none'))

  test('is read page by page, from a place that can be kept: it holds no token and nothing that was asked', async () => {
    answer((url) => {
      if (url.searchParams.get('after') === 'c1') return { body: { data: [photo('3', 's2')] } }
      const next = new URL(url)
      next.searchParams.set('after', 'c1')
      next.searchParams.set('access_token', TOKEN)
      next.searchParams.set('appsecret_proof', 'secret-proof')
      return { body: { data: [photo('1', 's1'), photo('2', 's1')], paging: { next: next.href } } }
    })
    const first = await list()
    expect(first).toMatchObject({ photos: [{ key: '1' }, { key: '2', sequenceKey: 's1' }], after: 'after=c1' })
    expect(await list(first.after)).toMatchObject({ photos: [{ key: '3' }], after: null, mayBeCut: false })
    expect(server.requests.map(({ url }) => url.searchParams.get('creator_username'))).toEqual(['ada', 'ada'])
    expect(server.requests.some(({ url }) => /secret-/.test(url.href))).toBe(false)
    expect(server.requests.at(-1)?.headers.authorization).toBe(`OAuth ${TOKEN}`)
  })

  test('of a span of time asks for that span', async () => {
    answer(() => ({ body: { data: [] } }))
    await list(null, client, { since: new Date('2020-01-01'), until: new Date('2021-01-01') })
    expect(Object.fromEntries(server.requests[0]?.url.searchParams ?? [])).toMatchObject({
      start_captured_at: '2020-01-01T00:00:00.000Z',
      end_captured_at: '2021-01-01T00:00:00.000Z',
      limit: '2000',
    })
  })

  test('leaves out photos of another person who had the name', async () => {
    answer(() => ({ body: { data: [photo('1', 's1', { id: '8', username: 'ada' }), photo('2', 's1', { id: '7' })] } }))
    expect((await list()).photos.map(({ key }) => key)).toEqual(['2'])
  })

  test('never says a token when it fails', async () => {
    answer(() => ({ status: 500, body: { error: { code: 2, message: `no ${TOKEN}` } } }))
    expect((await failureOf(list('after=c1'))).message).not.toContain(TOKEN)
  })

  test('is never read on another server', async () => {
    answer(() => ({ body: { data: [photo('2', 's1')], paging: { next: 'https://evil.example/v4/images' } } }))
    expect((await failureOf(list())).message).toBe('Mapillary pointed to another server: https://evil.example')
  })

  test('comes in smaller pages when one is too much, and goes on in small ones', async () => {
    answer((url) => {
      if (Number(url.searchParams.get('limit')) > 500) return { status: 500, body: { error: TOO_MUCH } }
      const next = new URL(url)
      next.searchParams.set('after', 'c1')
      return { body: { data: [photo('2', 's1')], paging: { next: next.href } } }
    })
    const { after } = await list()
    const asked = server.requests.length
    await list(after)
    expect(server.requests.slice(asked).map(({ url }) => url.searchParams.get('limit'))).toEqual(['500'])
  })

  test('that is full and names no next page may be cut', async () => {
    const many = Array.from({ length: 2000 }, (_, index) => photo(String(index + 1), 's1'))
    answer(() => ({ body: { data: many } }))
    expect(await list()).toMatchObject({ after: null, mayBeCut: true })
    expect(await list('after=c1'), 'the last of several').toMatchObject({ after: null, mayBeCut: false })
  })
})

test('a sequence keeps the order of its ids, and the place of one that is not described any more', async () => {
  const photo = (id: string, captured_at: number) => ({
    id,
    sequence: 's1',
    captured_at,
    geometry: { type: 'Point', coordinates: [Number(id), 0] },
    creator: { id: '7', username: 'ada' },
  })
  answer((url) => {
    if (url.pathname === '/v4/image_ids') return { body: { data: ['3', '1', '4', '2'].map((id) => ({ id })) } }
    if (url.searchParams.has('sequence_ids')) return { body: { data: [photo('1', 5), photo('2', 5)] } }
    return url.pathname === '/v4/images' ? { body: { data: [photo('3', 5)] } } : null
  })
  expect(await client.getSequence(TOKEN, 's1')).toMatchObject({
    userKey: '7',
    photoKeys: ['3', '1', '4', '2'],
    coordinates: [[3, 0], [1, 0], null, [2, 0]],
  })
})

describe('detections', () => {
  test('take one call a photo for all layers, and follow their pages', async () => {
    answer((url) => {
      const isSecond = url.searchParams.has('after')
      const next = `${server.origin}${url.pathname}?after=1`
      const data = [{ id: isSecond ? '12' : '11', value: isSecond ? 'nature--sky' : 'object--bench', geometry: '' }]
      return { body: isSecond || url.pathname !== '/v4/1/detections' ? { data } : { data, paging: { next } } }
    })
    const found = []
    for await (const { detections } of client.listAllDetections?.(TOKEN, ['1', '2']) ?? []) found.push(...detections)
    expect(found.map(({ photoKey, layer }) => `${photoKey} ${layer}`)).toEqual([
      '1 instances',
      '1 segmentations',
      '2 instances',
    ])
    expect(server.requests).toHaveLength(3)
  })

  test('that fail for one photo are kept for the others', async () => {
    answer(({ pathname }) =>
      pathname.startsWith('/v4/2/')
        ? { status: 500, body: { error: { code: 2, message: 'Service temporarily unavailable' } } }
        : { body: { data: [{ id: `1${pathname.split('/')[2]}`, value: 'object--bench', geometry: '' }] } },
    )
    const pages = client.listAllDetections?.(TOKEN, ['1', '2', '3'])[Symbol.asyncIterator]()
    expect((await pages?.next())?.value).toMatchObject({ photoKeys: ['1', '3'] })
    expect(await failureOf(pages?.next() ?? Promise.resolve())).toMatchObject({ code: 'UPSTREAM_FAILED' })
  })

  test('of a photo that is gone are none', async () => {
    answer(() => null)
    expect(await readAll(client.listDetections(TOKEN, 'instances', ['1']))).toEqual([])
  })
})

describe('a picture', () => {
  let store: HttpServer
  const HOUR = 3_600_000
  let now = 0
  beforeEach(async () => {
    now = Date.UTC(2026, 10, 23)
    store = await startHttpServer(picture)
    client = connect({ imagesUrl: store.origin, now: () => now })
    answer((url) => ({
      body: asked(url).length > 0 ? { data: asked(url).map(entity) } : entity(url.pathname.slice(4)),
    }))
  })
  afterEach(() => store.close())

  const picture: Handler = (_request, response) =>
    void response.writeHead(200, { 'content-type': 'image/jpeg' }).end(JPEG)

  function entity(id: string) {
    const oe = Math.floor((now + HOUR) / 1000).toString(16)
    return {
      id,
      thumb_original_url: `${store.origin}/${id}?oe=${oe}`,
      thumb_1024_url: `${store.origin}/${id}-1024?oe=${oe}`,
    }
  }

  async function original(key: string, next: string[] = []) {
    return buffer((await client.downloadOriginal(TOKEN, key, next)).body)
  }

  test('is fetched without anybody’s token', async () => {
    expect(await original('1')).toEqual(JPEG)
    expect(store.requests[0]?.headers.authorization).toBeUndefined()
    expect(server.requests[0]?.headers.authorization).toBe(`OAuth ${TOKEN}`)
  })

  test('is looked up together with those that come next', async () => {
    await original('1000', ids(200))
    for (const key of ids(50)) await original(key)
    expect(server.requests).toHaveLength(1)
    expect(asked(server.requests[0]?.url ?? new URL('a:b'))).toHaveLength(50)
  })

  test('is looked up again shortly before its address ends', async () => {
    await original('1', ['2'])
    now += HOUR - 6 * 60_000
    await original('2')
    expect(server.requests).toHaveLength(1)
    now += 2 * 60_000
    await original('2')
    expect(server.requests).toHaveLength(2)
  })

  test('whose address ended early is looked up once more', async () => {
    store.answer((request, response, url) => {
      if (store.requests.length === 1) response.writeHead(403).end('URL signature expired')
      else picture(request, response, url)
    })
    expect(await original('1')).toEqual(JPEG)
    expect(server.requests).toHaveLength(2)
  })

  test.each([401, 403])('that the store refuses with %i is no matter of the login', async (status) => {
    store.answer((_request, response) => void response.writeHead(status).end('no'))
    expect(await failureOf(original('1'))).toMatchObject({ code: 'UPSTREAM_FAILED' })
  })

  test('that Mapillary names no address of is NOT_FOUND', async () => {
    answer((url) => ({ body: asked(url).length > 0 ? { data: [] } : { id: '1' } }))
    expect(await failureOf(original('1'))).toMatchObject({
      code: 'NOT_FOUND',
      message: 'Mapillary has no picture of the photo 1',
    })
  })

  test('on a strange server is not fetched', async () => {
    answer(() => ({ body: { id: '1', thumb_original_url: 'https://evil.example/1.jpg' } }))
    const error = await failureOf(original('1'))
    expect(error.message).toBe('Mapillary pointed to a server that is not its own')
  })

  test('that the store redirects to a strange server is not fetched from there', async () => {
    store.answer((_request, response) => void response.writeHead(302, { location: 'https://evil.example/1.jpg' }).end())
    const error = await failureOf(original('1'))
    expect(error.message).toBe('Mapillary pointed to a server that is not its own')
  })

  test('for the viewer is looked up with others that are wanted at the same time, by a token of anybody', async () => {
    const keys = ids(20)
    const bodies = await Promise.all(keys.map(async (key) => buffer((await client.downloadThumbnail(key, 640)).body)))
    expect(bodies.every((body) => body.equals(JPEG))).toBe(true)
    expect(server.requests).toHaveLength(1)
    expect(server.requests[0]?.headers.authorization).toBe('OAuth public')
    expect(store.requests.every(({ url }) => url.pathname.endsWith('-1024'))).toBe(true)
  })
})

describe('a login', () => {
  test('brings the token for a code, and when it ends', async () => {
    server.answerJson(200, { access_token: 'fresh', expires_in: 9000, token_type: 'bearer' })
    const before = Date.now()
    const login = await client.logIn?.('the-code', 'http://127.0.0.1:3000/back')
    expect(login?.token).toBe('fresh')
    expect(login?.expiresAt?.getTime()).toBeGreaterThanOrEqual(before + 9_000_000)
    expect(server.requests[0]?.headers.authorization).toBe(`OAuth ${SECRET}`)
    expect(server.requests[0]?.url.pathname).toBe('/v4/token')
    expect(server.requests[0]?.url.search).toBe('')
  })

  test('whose token says no end has none', async () => {
    server.answerJson(200, { access_token: 'fresh' })
    expect(await client.refreshLogin?.(TOKEN)).toEqual({ token: 'fresh', expiresAt: null })
  })
})
