import { Inngest } from 'inngest'
import { NextRequest } from 'next/server'
import { expect, test } from 'vitest'
import { canonicalJson } from '@/inngest/local/canonical'
import { sign } from '@/inngest/local/signing'
import { serveFunctions } from '@/inngest/serve-functions'

const KEY = `signkey-test-${'0123456789abcdef'.repeat(4)}`
const silent = { debug() {}, info() {}, warn() {}, error() {} }

/** The handlers in cloud mode, and what they registered. */
function served() {
  const registered: { url: string; authorization: string | null }[] = []
  const client = new Inngest({
    id: 'app',
    isDev: false,
    eventKey: 'events',
    signingKey: KEY,
    baseUrl: 'http://inngest.test:8288',
    logger: silent,
    internalLogger: silent,
    fetch: async (input, init) => {
      const request = new Request(input, init)
      const { url } = JSON.parse(await request.text())
      registered.push({ url, authorization: request.headers.get('authorization') })
      return Response.json({ ok: true, modified: true })
    },
  })
  const functions = [client.createFunction({ id: 'walk', triggers: [{ event: 'walk' }] }, () => 'walked')]
  return { registered, handlers: serveFunctions({ client, functions, serveOrigin: 'https://photos.example' }) }
}

function request(method: string, { body, signature }: { body?: unknown; signature?: string } = {}) {
  const headers = new Headers({ host: 'evil.example', ...(signature && { 'x-inngest-signature': signature }) })
  const url = 'http://evil.example/api/inngest'
  return new NextRequest(url, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) })
}

const SYNC = { url: 'http://evil.example/api/inngest' }

test.each([
  ['without a signature', undefined],
  ['with nonsense for a signature', 'evil'],
  ['signed with another key', sign(canonicalJson(SYNC), 'signkey-test-0000')],
  ['signed long ago', sign(canonicalJson(SYNC), KEY, Date.now() - 3_600_000)],
])('a registration %s is refused, and our key goes nowhere', async (_, signature) => {
  const { handlers, registered } = served()
  const answer = await handlers.PUT(request('PUT', { body: SYNC, ...(signature && { signature }) }), undefined)
  expect(answer.status).toBe(401)
  expect(registered).toEqual([])
})

test('a signed registration names our own address, whatever the Host header says', async () => {
  const { handlers, registered } = served()
  const signature = sign(canonicalJson(SYNC), KEY)
  const answer = await handlers.PUT(request('PUT', { body: SYNC, signature }), undefined)
  expect(answer.status).toBe(200)
  expect(registered).toMatchObject([{ url: 'https://photos.example/api/inngest' }])
})

test('a request without a fresh signature is refused before its body is read', async () => {
  const { handlers } = served()
  for (const method of ['POST', 'PUT'] as const) {
    const unread = request(method, { body: SYNC, signature: sign('{}', KEY, 0) })
    expect((await handlers[method](unread, undefined)).status).toBe(401)
    expect(unread.bodyUsed).toBe(false)
  }
})
