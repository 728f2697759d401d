import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { checkOriginal } from '@/lib/backup/original-check'
import { AppError } from '@/lib/errors'
import { createLimiter } from '@/lib/mapillary/limiter'
import type { MapillaryClient } from '@/lib/mapillary/types'
import { type HttpServer, startHttpServer } from '@/tests/support/http-server'
import { v3ClientFor, v4ClientFor } from '@/tests/support/mapillary-client'

const TOKEN = 'secret-token-of-ada'
const CLIENT_ID = 'secret-client-id'
const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xda, 0, 2, 1, 2, 3, 4, 0xff, 0xd9])
const EMPTY_PAGE = { type: 'FeatureCollection', features: [] }

let server: HttpServer
let client: MapillaryClient
beforeEach(async () => {
  server = await startHttpServer()
  client = connect()
})
afterEach(() => server.close())

type ClientOptions = NonNullable<Parameters<typeof v3ClientFor>[1]>

function v3(origin: string, options: ClientOptions): MapillaryClient {
  return v3ClientFor(origin, { clientId: CLIENT_ID, ...options })
}

function v4(origin: string, options: ClientOptions): MapillaryClient {
  return v4ClientFor(origin, { clientId: CLIENT_ID, publicToken: async () => TOKEN, ...options })
}

function connect(options: ClientOptions = {}): MapillaryClient {
  return v3(server.origin, options)
}

function html(response: ServerResponse, status = 200): void {
  response.writeHead(status, { 'content-type': 'text/html' }).end('<!doctype html><title>Oops</title>')
}

async function failureOf(promise: Promise<unknown>): Promise<AppError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof AppError)) throw new Error('expected an AppError', { cause: error })
  return error
}

async function readAll(pages: AsyncIterable<unknown[]> | undefined): Promise<unknown[]> {
  if (!pages) throw new Error('there is no such list')
  const items: unknown[] = []
  for await (const page of pages) items.push(...page)
  return items
}

/** The way an original takes: downloaded, then checked. */
async function fetchOriginal(from = client): Promise<Buffer> {
  const { body, sizeBytes } = await from.downloadOriginal(TOKEN, 'k1')
  return buffer(checkOriginal(body, { sizeBytes }).body)
}

describe.each([
  { version: 'v3', clientFor: v3, keyName: 'key', notYours: 'FORBIDDEN', gone: 'NOT_FOUND' },
  { version: 'v4', clientFor: v4, keyName: 'id', notYours: 'UPSTREAM_FAILED', gone: 'UPSTREAM_FAILED' }, // without the code that says so
])('by $version', ({ clientFor, keyName, notYours, gone }) => {
  const connect = (options: ClientOptions = {}) => clientFor(server.origin, options)
  beforeEach(() => {
    client = connect()
  })

  describe('an answer to a call for data', () => {
    test.each([
      { status: 401, code: 'UNAUTHENTICATED', words: 'does not accept the login any more: Unauthorized' },
      { status: 403, code: notYours, words: ': Unauthorized' },
      { status: 404, code: gone, words: ': Unauthorized' },
      { status: 429, code: 'RATE_LIMITED', words: 'Too many requests' },
      { status: 400, code: 'UPSTREAM_FAILED', words: 'Mapillary answered 400: Unauthorized' },
      { status: 500, code: 'UPSTREAM_FAILED', words: 'Mapillary answered 500: Unauthorized' },
      { status: 503, code: 'UPSTREAM_FAILED', words: 'Mapillary answered 503' },
    ])('with status $status and a message is $code', async ({ status, code, words }) => {
      server.answerJson(status, { message: 'Unauthorized' })
      const error = await failureOf(client.getMe(TOKEN))
      expect(error.code).toBe(code)
      expect(error.message).toContain(words)
    })

    test.each([
      { name: 'a web page', body: '<html>Sorry', words: 'answered with a web page instead of data' },
      { name: 'nothing', body: '', words: 'answered with nothing' },
      { name: 'JSON that is cut short', body: '{"key": "a", "user', words: 'answered with malformed JSON' },
      { name: 'JSON of another shape', body: '{"key": 7, "id": 7}', words: `has an unknown shape, ${keyName}: ` },
      { name: 'an array', body: '[]', words: 'has an unknown shape, answer: ' },
      { name: 'null', body: 'null', words: 'has an unknown shape' },
    ])('that is $name is UPSTREAM_FAILED', async ({ body, words }) => {
      server.answer((_request, response) => void response.writeHead(200).end(body))
      const error = await failureOf(client.getMe(TOKEN))
      expect(error.code).toBe('UPSTREAM_FAILED')
      expect(error.message).toContain(words)
    })

    test('that is a web page with an error status keeps the status', async () => {
      server.answer((_request, response) => html(response, 502))
      await expect(client.getMe(TOKEN)).rejects.toMatchObject({
        code: 'UPSTREAM_FAILED',
        message: expect.stringContaining('502'),
      })
    })

    test('of a server that does not complete the connection is given up', async () => {
      const sockets: Socket[] = []
      const silent = createServer((socket) => sockets.push(socket)) // takes the connection, but never answers the TLS greeting
      await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening))
      const origin = `https://127.0.0.1:${(silent.address() as AddressInfo).port}`
      const error = await failureOf(clientFor(origin, { timeouts: { connectMs: 50 } }).getMe(TOKEN))
      expect(error).toMatchObject({
        code: 'UPSTREAM_FAILED',
        message: `Mapillary cannot be reached: it accepts no connection [UND_ERR_CONNECT_TIMEOUT]`,
      })
      for (const socket of sockets) socket.destroy()
      await new Promise((closed) => silent.close(closed))
    })

    test('that does not come is given up', async () => {
      server.answer(() => {})
      const error = await failureOf(connect({ timeouts: { answerMs: 30 } }).getMe(TOKEN))
      expect(error).toMatchObject({
        code: 'UPSTREAM_FAILED',
        message: expect.stringContaining('did not answer within 0.03 s'),
      })
    })

    test('that stops in its middle is given up', async () => {
      server.answer((_request, response) => void response.writeHead(200).write('{"key":'))
      const error = await failureOf(connect({ timeouts: { stallMs: 30 } }).getMe(TOKEN))
      expect(error.message).toContain('The answer ended after 7 bytes: nothing came for 0.03 s')
    })

    test('whose connection is reset is UPSTREAM_FAILED', async () => {
      server.answer((request) => void request.socket.resetAndDestroy())
      const error = await failureOf(client.getMe(TOKEN))
      expect(error.code).toBe('UPSTREAM_FAILED')
      expect(error.message).toMatch(/cannot be reached: the connection broke off \[(ECONNRESET|UND_ERR_SOCKET)\]/)
    })

    test('whose connection is reset in its middle is UPSTREAM_FAILED', async () => {
      server.answer((request, response) => {
        response.writeHead(200, { 'content-length': 100 }).write('{"key":', () => request.socket.resetAndDestroy())
      })
      const error = await failureOf(client.getMe(TOKEN))
      expect(error.code).toBe('UPSTREAM_FAILED')
      expect(error.message).toMatch(/cannot be reached|ended after/)
    })

    test('of a server that is not there is UPSTREAM_FAILED', async () => {
      await server.close()
      await expect(client.getMe(TOKEN)).rejects.toMatchObject({
        code: 'UPSTREAM_FAILED',
        message: expect.stringContaining('ECONNREFUSED'),
      })
    })

    test('that is larger than the limit is refused', async () => {
      server.answerJson(200, { [keyName]: '1'.repeat(2000), username: 'ada' })
      await expect(connect({ largestJsonBytes: 1024 }).getMe(TOKEN)).rejects.toThrow(
        "Mapillary's answer is larger than",
      )
    })

    test('that redirects is not followed', async () => {
      server.answer(
        (_request, response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/elsewhere' }).end(),
      )
      await expect(client.getMe(TOKEN)).rejects.toMatchObject({
        code: 'UPSTREAM_FAILED',
        message: expect.stringContaining('redirect (302)'),
      })
    })

    test('with NUL characters and half surrogates is cleaned of them', async () => {
      const body = `{"${keyName}":"1","username":"a\\u0000d\\ud800a \\ud83d\\ude00"}`
      server.answer((_request, response) => void response.writeHead(200).end(body))
      expect(await client.getMe(TOKEN)).toEqual({ key: '1', username: 'ada 😀' })
    })
  })

  describe('a rate limit', () => {
    test.each([
      { header: '7', retryAfterMs: 7_000 },
      { header: '0', retryAfterMs: 1_000 },
      { header: '999999', retryAfterMs: 3_600_000 },
      { header: 'soon', retryAfterMs: 30_000 },
      { header: new Date(0).toUTCString(), retryAfterMs: 1_000 },
    ])('with Retry-After $header waits $retryAfterMs ms', async ({ header, retryAfterMs }) => {
      server.answerJson(429, { message: 'Slow down' }, { 'retry-after': header })
      expect(await failureOf(client.getMe(TOKEN))).toMatchObject({ code: 'RATE_LIMITED', retryAfterMs })
    })

    test('with a date waits until then', async () => {
      server.answerJson(429, {}, { 'retry-after': new Date(Date.now() + 60_000).toUTCString() })
      const { retryAfterMs = 0 } = await failureOf(client.getMe(TOKEN))
      expect(retryAfterMs).toBeGreaterThan(50_000)
      expect(retryAfterMs).toBeLessThanOrEqual(60_000)
    })

    test('holds for all calls of the process until it is over', async () => {
      let now = 0
      const limiter = createLimiter({ now: () => now })
      server.answerJson(429, {}, { 'retry-after': '7' })
      await failureOf(connect({ limiter }).getMe(TOKEN))
      server.answerJson(200, { [keyName]: '1', username: 'ada' })

      now = 4_000
      const error = await failureOf(connect({ limiter }).getImages(TOKEN, ['1']))
      expect(error).toMatchObject({ code: 'RATE_LIMITED', retryAfterMs: 3_000 })
      expect(server.requests).toHaveLength(1)

      now = 7_000
      expect(await connect({ limiter }).getMe(TOKEN)).toEqual({ key: '1', username: 'ada' })
    })

    test('an outage with Retry-After says when to come back', async () => {
      server.answerJson(503, {}, { 'retry-after': '120' })
      expect(await failureOf(client.getMe(TOKEN))).toMatchObject({ code: 'UPSTREAM_FAILED', retryAfterMs: 120_000 })
    })
  })
})

describe('a failure that v3 reports with status 200', () => {
  test.each([
    { message: 'Unauthorized', code: 'UNAUTHENTICATED' },
    { message: 'Please report the issue', code: 'UPSTREAM_FAILED' },
  ])('is read by its words: $message', async ({ message, code }) => {
    server.answerJson(200, { message })
    expect(await failureOf(client.getMe(TOKEN))).toMatchObject({
      code,
      message: expect.stringContaining(`Mapillary answered: ${message}`),
    })
  })
})

describe('secrets', () => {
  test.each([401, 404, 429, 500, 200])(
    'are in no error, even when Mapillary echoes them with status %i',
    async (status) => {
      server.answer((request, response, url) => {
        const message = `${request.headers.authorization} asked for ${url.href} ${CLIENT_ID}`
        response.writeHead(status).end(JSON.stringify({ message }))
      })
      const error = await failureOf(client.getMe(TOKEN))
      expect(everythingIn(error)).toContain('asked for')
      expect(everythingIn(error)).not.toMatch(/secret-/)
    },
  )

  test('are in no error of a broken connection', async () => {
    server.answer((request) => void request.socket.destroy())
    expect(everythingIn(await failureOf(client.getMe(TOKEN)))).not.toMatch(/secret-/)
  })

  test('are in no error of a token that cannot be sent', async () => {
    expect(everythingIn(await failureOf(client.getMe(`${TOKEN}\n`)))).not.toMatch(/secret-/)
  })

  function everythingIn(error: unknown): string {
    if (!(error instanceof Error)) return ''
    return `${error.message} ${error.stack} ${JSON.stringify(error)} ${everythingIn(error.cause)}`
  }

  test('the token goes in a header and never in a URL', async () => {
    server.answerJson(200, EMPTY_PAGE)
    await client.getImages(TOKEN, ['k1'])
    expect(server.requests[0]?.headers.authorization).toBe(`Bearer ${TOKEN}`)
    expect(server.requests[0]?.url.href).not.toContain(TOKEN)
  })

  test('without a token no header is sent', async () => {
    server.answerJson(200, EMPTY_PAGE)
    await client.getImages('', ['k1'])
    expect(server.requests[0]?.headers.authorization).toBeUndefined()
    expect(server.requests[0]?.url.searchParams.get('client_id')).toBe(CLIENT_ID)
  })
})

describe('pages', () => {
  test('that lead to another server are not followed', async () => {
    server.answerJson(200, EMPTY_PAGE, { link: '<https://evil.example/v3/sequences>; rel="next"' })
    const error = await failureOf(readAll(client.listSequences?.(TOKEN, 'u1')))
    expect(error.message).toBe('Mapillary pointed to another server')
  })

  test('that go round in circles end', async () => {
    server.answer((_request, response, url) => {
      const page = url.searchParams.get('page') === '2' ? '1' : '2'
      response.writeHead(200, { link: `</v3/sequences?page=${page}>; rel=next` }).end(JSON.stringify(EMPTY_PAGE))
    })
    const error = await failureOf(readAll(client.listSequences?.(TOKEN, 'u1')))
    expect(error.message).toContain('go round in circles')
    expect(server.requests.length).toBeLessThan(5)
  })

  test('without an end are given up', async () => {
    server.answer((_request, response, url) => {
      const page = Number(url.searchParams.get('page')) + 1
      response.writeHead(200, { link: `</v3/sequences?page=${page}>; rel="prev next"` }).end(JSON.stringify(EMPTY_PAGE))
    })
    await expect(readAll(connect({ maxPages: 5 }).listSequences?.(TOKEN, 'u1'))).rejects.toThrow('more than 5 pages')
  })

  test('with features that cannot be used give the others, and say so', async () => {
    const good = { properties: { key: 'd1', image_key: 'k1', value: 'object--bench' } }
    const bad = [null, 7, {}, { properties: { key: 'd2' } }, { properties: { key: '', image_key: 'k1', value: 'x' } }]
    server.answerJson(200, { features: [...bad, good, good] })
    const warnings: string[] = []
    const found = await readAll(
      connect({ warn: (message) => warnings.push(message) }).listDetections(TOKEN, 'instances', ['k1']),
    )
    expect(found).toMatchObject([{ key: 'd1' }])
    expect(warnings).toEqual(['Mapillary sent 5 unusable detections (instances)'])
  })

  test('with images nobody asked for give only the others, each once', async () => {
    const image = (key: string) => ({ properties: { key } })
    server.answerJson(200, { features: [image('k1'), image('other'), image('k1')] })
    expect(await client.getImages(TOKEN, ['k1', 'k2'])).toMatchObject([{ key: 'k1' }])
  })
})

describe('computed positions', () => {
  test.each([400, 403, 404, 422])('are none when the parameter is refused with %i', async (status) => {
    server.answerJson(status, { message: 'Unknown parameter' })
    expect(await client.getComputedPositions(TOKEN, ['k1'])).toEqual(new Map())
  })

  test.each([
    { status: 401, code: 'UNAUTHENTICATED' },
    { status: 429, code: 'RATE_LIMITED' },
    { status: 500, code: 'UPSTREAM_FAILED' },
  ])('fail as any call with status $status', async ({ status, code }) => {
    server.answerJson(status, {})
    await expect(client.getComputedPositions(TOKEN, ['k1'])).rejects.toMatchObject({ code })
  })
})

describe('what an original comes as', () => {
  const [start, withoutEnd] = [JPEG.subarray(0, 5), JPEG.subarray(0, -2)]
  const fetchAnd = async () => {
    const { body, ...announced } = await client.downloadOriginal(TOKEN, 'k1')
    const checked = checkOriginal(body, announced)
    return { kept: await buffer(checked.body), flaws: checked.result().flaws }
  }

  test.each([
    { name: 'compressed on the way', headers: { 'content-encoding': 'gzip' }, sent: gzipSync(JPEG), flaws: [] },
    {
      name: 'compressed on the way, without its end',
      headers: { 'content-encoding': 'gzip' },
      sent: gzipSync(withoutEnd),
      kept: withoutEnd,
      flaws: ['no-end'],
    },
    { name: 'said to be text', headers: { 'content-type': 'text/plain' }, sent: JPEG, flaws: [] },
    { name: 'said to be a web page', headers: { 'content-type': 'text/html' }, sent: JPEG, flaws: [] },
    { name: 'said to be nothing', headers: {}, sent: JPEG, flaws: [] },
    { name: 'said to be a film', headers: { 'content-type': 'video/mp4' }, sent: JPEG, flaws: [] },
  ])('$name', async ({ headers, sent, kept = JPEG, flaws }) => {
    server.answer((_request, response) => void response.writeHead(200, { ...headers }).end(sent))
    expect(await fetchAnd()).toEqual({ kept, flaws })
  })

  test('in chunks, without its end marker: kept when the last chunk came, refused when it did not', async () => {
    server.answer((_request, response) => {
      response.writeHead(200).write(start)
      response.end(withoutEnd.subarray(5))
    })
    expect(await fetchAnd()).toEqual({ kept: withoutEnd, flaws: ['no-end'] })
    server.answer((_request, response) => {
      response.writeHead(200).write(withoutEnd)
      setImmediate(() => response.socket?.destroy())
    })
    await expect(fetchAnd()).rejects.toMatchObject({ code: 'UPSTREAM_FAILED' })
  })

  test('until the connection ends, of a size that nobody announced: its end marker is needed', async () => {
    const upTo = (bytes: Buffer) =>
      server.answer((_request, response) => {
        response.socket?.end(Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n'), bytes]))
      })
    upTo(JPEG)
    expect(await fetchAnd()).toEqual({ kept: JPEG, flaws: [] })
    upTo(withoutEnd)
    await expect(fetchAnd()).rejects.toThrow('cut short')
  })
})

describe('an original', () => {
  test.each([
    {
      name: 'a web page',
      type: 'text/html',
      body: '<html>Sorry',
      words: 'Mapillary sent a web page (HTML) instead of the picture',
    },
    {
      name: 'a web page that says it is a picture',
      type: 'image/jpeg',
      body: '<html>Sorry',
      words: 'Mapillary sent a web page (HTML)',
    },
    { name: 'JSON', type: 'application/json', body: '{}', words: 'Mapillary sent data (JSON) instead of the picture' },
    { name: 'a GIF', type: 'image/gif', body: 'GIF89a', words: 'Mapillary sent a GIF, not a JPEG' },
    { name: 'empty', type: 'image/jpeg', body: '', words: 'Mapillary sent an empty file' },
    { name: 'cut short', type: 'image/jpeg', body: JPEG.subarray(0, -2), words: 'The picture is cut short' },
  ])('that is $name is UPSTREAM_FAILED', async ({ type, body, words }) => {
    server.answer((_request, response) => void response.writeHead(200, { 'content-type': type }).end(body))
    const error = await failureOf(fetchOriginal())
    expect(error.code).toBe('UPSTREAM_FAILED')
    expect(error.message).toContain(words)
  })

  test.each([
    { status: 401, code: 'UNAUTHENTICATED' },
    { status: 403, code: 'FORBIDDEN' },
    { status: 404, code: 'NOT_FOUND' },
    { status: 429, code: 'RATE_LIMITED' },
    { status: 500, code: 'UPSTREAM_FAILED' },
  ])('with status $status is $code', async ({ status, code }) => {
    server.answerJson(status, { message: 'No' })
    await expect(fetchOriginal()).rejects.toMatchObject({ code })
  })

  test('refused with status 200 and a message is UNAUTHENTICATED', async () => {
    server.answerJson(200, { message: 'Unauthorized' })
    await expect(fetchOriginal()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
  })

  test('whose connection ends early names the announced length', async () => {
    server.answer((request, response) => {
      const part = Buffer.concat([JPEG, Buffer.alloc(1191)])
      response.writeHead(200, { 'content-length': 48_220 }).write(part, () => request.socket.end())
    })
    const error = await failureOf(fetchOriginal())
    expect(error.code).toBe('UPSTREAM_FAILED')
    expect(error.message).toMatch(/^The picture ended after [\d,]+ of 48,220 bytes/)
  })

  test('that stalls is given up', async () => {
    server.answer((_request, response) => void response.writeHead(200, { 'content-length': 100 }).write(JPEG))
    const error = await failureOf(fetchOriginal(connect({ timeouts: { stallMs: 30 } })))
    expect(error.message).toMatch(/^The picture ended after 12 of 100 bytes: nothing came for 0.03 s/)
  })

  test('that nobody reads gives its place to the next', async () => {
    server.answer((_request, response) => void response.writeHead(200, { 'content-type': 'image/jpeg' }).end(JPEG))
    const impatient = connect({ limiter: createLimiter({ downloads: 1 }), timeouts: { idleMs: 30 } })
    const forgotten = await impatient.downloadOriginal(TOKEN, 'k1')
    expect(await fetchOriginal(impatient)).toEqual(JPEG)
    await expect(buffer(forgotten.body)).rejects.toThrow('was not read')
  })

  test('that is cancelled closes its connection', async () => {
    const closed = new Promise((resolve) => {
      server.answer((_request, response) => {
        response.writeHead(200, { 'content-length': 10_000_000 }).write(JPEG)
        void once(response, 'close').then(resolve)
      })
    })
    const { body } = await client.downloadOriginal(TOKEN, 'k1')
    await body.cancel()
    await closed
  })
})

describe('a redirect of a picture', () => {
  let images: HttpServer
  beforeEach(async () => {
    images = await startHttpServer(
      (_request, response) => void response.writeHead(200, { 'content-type': 'image/jpeg' }).end(JPEG),
    )
    client = connect({ imagesUrl: `${images.origin}/images` })
  })
  afterEach(() => images.close())

  function redirectTo(location: string): void {
    server.answer((_request, response) => void response.writeHead(302, { location }).end())
  }

  test('to the server of the pictures is followed without the token', async () => {
    redirectTo(`${images.origin}/somewhere?signature=1`)
    expect(await fetchOriginal()).toEqual(JPEG)
    expect(server.requests[0]?.headers.authorization).toBe(`Bearer ${TOKEN}`)
    expect(images.requests[0]?.headers.authorization).toBeUndefined()
  })

  test.each([
    'http://169.254.169.254/latest/meta-data?x=1',
    'file:///etc/passwd',
    'https://fbcdn.net.evil.example/x.jpg',
    '//evil.example/',
  ])('to %s is refused', async (location) => {
    redirectTo(location)
    const error = await failureOf(fetchOriginal())
    expect(error.code).toBe('UPSTREAM_FAILED')
    expect(error.message).toBe('Mapillary pointed to a server that is not its own')
  })

  test('that never ends is given up', async () => {
    redirectTo('/v3/again')
    await expect(fetchOriginal()).rejects.toThrow('redirects more than 5 times')
    expect(server.requests).toHaveLength(6)
  })

  test('to nowhere is UPSTREAM_FAILED', async () => {
    redirectTo('http://[')
    await expect(fetchOriginal()).rejects.toMatchObject({ code: 'UPSTREAM_FAILED' })
  })
})

test('no more than so many calls run at once', async () => {
  const waiting: (() => void)[] = []
  let most = 0
  server.answer((_request, response) => {
    waiting.push(() => response.writeHead(200).end('{"key":"k1","username":"ada"}'))
    most = Math.max(most, waiting.length)
    // Answered when all that may run have come.
    if (waiting.length === 2) for (const answer of waiting.splice(0)) answer()
  })
  const limited = connect({ limiter: createLimiter({ calls: 2 }) })
  await Promise.all(Array.from({ length: 8 }, () => limited.getMe(TOKEN)))
  expect(most).toBe(2)
  expect(server.requests).toHaveLength(8)
})
