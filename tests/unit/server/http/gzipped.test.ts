import { Readable } from 'node:stream'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { gzipped } from '@/lib/server/http/gzipped'
import { streamBody } from '@/lib/server/http/stream-body'

const LONG = JSON.stringify({ tags: Array(500).fill('object--bench') })

const ask = (acceptEncoding: string) =>
  new Request('http://mtp.test/', { headers: { 'accept-encoding': acceptEncoding } })

const answer = (body: string, type = 'application/geo+json') =>
  new Response(body, { headers: { 'content-type': type, 'content-length': String(Buffer.byteLength(body)) } })

test.for([
  ['gzip', 'gzip'],
  ['br, GZIP;q=0.5', 'gzip'],
  ['gzip;q=0', null],
  ['gzip; q=0.000, br', null],
  ['br, x-gzip-like', null],
  ['identity', null],
  ['', null],
] as const)('Accept-Encoding: %s is answered with %s', async ([accepted, encoding]) => {
  const response = await gzipped(ask(accepted), answer(LONG))
  expect(response.headers.get('content-encoding')).toBe(encoding)
  expect(response.headers.get('vary')).toBe('accept-encoding')
  const body = Buffer.from(await response.arrayBuffer())
  expect((encoding === null ? body : gunzipSync(body)).toString()).toBe(LONG)
})

test.for([
  ['a short answer', answer('{"count":1}')],
  ['a picture', answer(LONG, 'image/jpeg')],
  ['an answer without a body', new Response(null, { status: 304 })],
] as const)('%s is sent as it is', async ([, response]) => {
  const sent = await gzipped(ask('gzip'), response)
  expect(sent).toBe(response)
  expect(sent.headers.get('content-encoding')).toBeNull()
})

test('a file that is written while it is read is compressed on its way, and breaks off where it broke off', async () => {
  const stream = (lines: AsyncIterable<string>) =>
    new Response(streamed(lines), {
      headers: { 'content-type': 'text/csv; charset=utf-8' },
    })
  const whole = await gzipped(ask('gzip'), stream(lines(3)))
  expect(gunzipSync(await whole.arrayBuffer()).toString()).toBe('line\nline\nline\n')
  const broken = await gzipped(ask('gzip'), stream(lines(3, new Error('the database is away'))))
  await expect(broken.arrayBuffer()).rejects.toThrow('the database is away')
})

test('what nobody reads any more is not written any more', async () => {
  let isLetGo = false
  async function* endless() {
    try {
      while (true) yield `${Math.random()}\n`
    } finally {
      isLetGo = true
    }
  }
  const body = streamed(endless())
  const { body: sent } = await gzipped(ask('gzip'), new Response(body, { headers: { 'content-type': 'text/csv' } }))
  const reader = sent?.getReader()
  await reader?.read()
  await reader?.cancel()
  await expect.poll(() => isLetGo).toBe(true)
})

function streamed(lines: AsyncIterable<string>) {
  return streamBody(Readable.from(lines, { objectMode: false }))
}

async function* lines(count: number, failure?: Error) {
  for (let line = 0; line < count; line++) yield 'line\n'
  if (failure) throw failure
}
