import type { ServerResponse } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { request as openRequest } from 'undici'
import { test as base, expect, vi } from 'vitest'
import { answerPage, type SharedPage } from '@/lib/server/pages/answer-page'
import { createSharedCache } from '@/lib/server/pages/shared-cache'
import { createGate } from '@/tests/support/gate'
import { type Handler, startHttpServer } from '@/tests/support/http-server'

type Site = Awaited<ReturnType<typeof openSite>>

/** A server whose gate shares pages, before a renderer that a test programs. */
async function openSite() {
  const server = await startHttpServer()
  const state = { revision: 1, isAway: false, answers: 0, rendered: 0, render: renderPage as Handler }
  const tools = {
    cache: createSharedCache<SharedPage>({ maxBytes: 100, sizeOf: () => 1, keptMs: 10_000, settlesMs: 0 }),
    findRevision: async () => {
      if (state.isAway) throw new Error('away')
      return state.revision
    },
    describeSettings: () => '',
    host: 'site.example',
    readSheet: async (path: string) => SHEETS[path] ?? null,
  }
  server.answer(async (request, response, url) => {
    const nonce = `${100 + ++state.answers}-nonce`
    request.headers['content-security-policy'] = nonce
    response.setHeader('content-security-policy', nonce)
    const pass = () => {
      state.rendered += 1
      state.render(request, response, url)
    }
    await answerPage(tools, { request, response, nonce, pass })
  })
  const get = async (path: string, headers: Record<string, string> = {}, method: 'GET' | 'HEAD' = 'GET') => {
    const answer = await openRequest(server.origin + path, { method, headers })
    return { status: answer.statusCode, headers: answer.headers, body: Buffer.from(await answer.body.arrayBuffer()) }
  }
  return { state, server, get }
}

const SHEETS: Record<string, string> = { '/_next/static/a.css': '.a{color:red}' }

/** As Next.js does: the head, then pieces, then the end. */
function renderPage(request: Parameters<Handler>[0], response: ServerResponse, { pathname }: URL): void {
  const nonce = request.headers['content-security-policy']
  const link = `</a.css>; rel=preload; nonce="${nonce}"`
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', link })
  response.flushHeaders()
  response.write(`<html>${pathname} ${request.headers.host} ${request.headers.cookie ?? ''}`)
  response.end(`<script nonce="${nonce}"></script></html>`)
}

const test = base.extend<{ site: Site }>({
  // biome-ignore lint/correctness/noEmptyPattern: Vitest wants a pattern
  site: async ({}, use) => {
    const site = await openSite()
    await use(site)
    await site.server.close()
  },
})

test('a page is rendered once, and each answer has its own nonce', async ({ site: { get, state } }) => {
  const [first, second] = [await get('/photos/1'), await get('/photos/1')]
  expect(state.rendered).toBe(1)
  for (const { status, headers, body } of [first, second]) {
    expect(status).toBe(200)
    expect(body.toString()).toContain(`<script nonce="${headers['content-security-policy']}">`)
    expect(headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
    expect(headers['content-length']).toBe(`${body.length}`)
    expect(headers.link).toBe(`</a.css>; rel=preload; nonce="${headers['content-security-policy']}"`)
  }
  expect(first.headers['content-security-policy']).not.toBe(second.headers['content-security-policy'])
})

test('nothing of the visitor who asked first is in what others get', async ({ site: { get } }) => {
  const headers = {
    host: 'evil.example',
    'x-forwarded-host': 'evil.example',
    'user-agent': 'evil',
    cookie: 'units=imperial',
  }
  await get('/', headers)
  expect((await get('/', { cookie: 'units=imperial' })).body.toString()).toMatch(
    /^<html>\/ site\.example theme=system; units=imperial</,
  )
  expect((await get('/')).body.toString()).toContain('theme=system; units=metric')
})

test('who has a session neither fills nor reads', async ({ site: { get, state } }) => {
  const cookie = 'next-auth.session-token=mine'
  expect((await get('/', { cookie })).body.toString()).toContain(cookie)
  expect((await get('/')).body.toString()).not.toContain(cookie)
  expect((await get('/', { cookie })).body.toString()).toContain(cookie)
  expect(state.rendered).toBe(3)
})

test('a change is seen in the next answer', async ({ site: { get, state } }) => {
  await get('/')
  state.revision = 2
  state.render = (_request, response) => void response.writeHead(404, { 'content-type': 'text/html' }).end('gone')
  const answer = await get('/')
  expect({ status: answer.status, text: answer.body.toString() }).toEqual({ status: 404, text: 'gone' })
})

test('two processes agree: what one has kept, a change that the other made ends', async ({ site: { get, state } }) => {
  const other = await openSite()
  const revisionOf = { get: () => state.revision }
  Object.defineProperty(other.state, 'revision', revisionOf)
  await Promise.all([get('/'), other.get('/')])
  state.revision += 1
  await Promise.all([get('/'), other.get('/')])
  expect([state.rendered, other.state.rendered]).toEqual([2, 2])
  await other.server.close()
})

test.for([
  ['an error', 500, { 'content-type': 'text/html' }],
  ['a redirect', 307, { location: '/restore' }],
  ['a page that sets a cookie', 200, { 'content-type': 'text/html', 'set-cookie': 'a=b' }],
  ['data', 200, { 'content-type': 'application/json' }],
] as const)('%s is sent to whoever asked, and not kept', async ([, status, headers], { site: { get, state } }) => {
  state.render = (_request, response) => void response.writeHead(status, headers).end('own')
  expect(await get('/')).toMatchObject({ status, headers, body: Buffer.from('own') })
  await get('/')
  expect(state.rendered).toBe(2)
})

test('those who ask together for what is not shared get answers of their own', async ({ site: { get, state } }) => {
  const asked = createGate()
  state.render = async (_request, response) => {
    await asked.opened
    response.writeHead(404).end('no')
  }
  const both = Promise.all([get('/photos/9'), get('/photos/9')])
  await vi.waitFor(() => expect(state.answers).toBe(2))
  asked.open()
  expect(await both).toMatchObject([{ status: 404 }, { status: 404 }])
})

test('who leaves while the page is rendered takes it from nobody', async ({ site: { get, server, state } }) => {
  const [begun, asked] = [createGate(), createGate()]
  state.render = async (request, response, url) => {
    begun.open()
    await asked.opened
    if (!response.destroyed) renderPage(request, response, url)
  }
  const leaving = new AbortController()
  const first = openRequest(`${server.origin}/`, { signal: leaving.signal }).catch(() => 'left')
  await begun.opened
  const second = get('/')
  leaving.abort()
  expect(await first).toBe('left')
  asked.open()
  expect((await second).status).toBe(200)
})

test('a query is answered for itself', async ({ site: { get, state } }) => {
  for (let noise = 0; noise < 20; noise += 1) await get(`/?noise=${noise}`)
  await get('/')
  await get('/')
  expect(state.rendered).toBe(21)
})

test('HEAD is not shared, and has no body', async ({ site: { get } }) => {
  await get('/')
  expect(await get('/', {}, 'HEAD')).toMatchObject({ status: 200, body: Buffer.alloc(0) })
})

test('without a database the page itself says what is wrong', async ({ site: { get, state } }) => {
  state.isAway = true
  await get('/')
  expect((await get('/')).status).toBe(200)
  expect(state.rendered).toBe(2)
})

test('what is not shared is compressed too', async ({ site: { get, state } }) => {
  state.render = (_request, response) => void response.writeHead(404, { 'content-type': 'text/html' }).end('gone')
  const { status, headers, body } = await get('/photos/1', { 'accept-encoding': 'gzip' })
  expect([status, headers['content-encoding'], gunzipSync(body).toString()]).toEqual([404, 'gzip', 'gone'])
})

test('those who take gzip get it', async ({ site: { get } }) => {
  const { headers, body } = await get('/', { 'accept-encoding': 'gzip, br' })
  expect(headers['content-encoding']).toBe('gzip')
  expect(body.subarray(0, 2)).toEqual(Buffer.from([0x1f, 0x8b]))
  expect((await get('/')).headers).toMatchObject({ vary: 'accept-encoding' })
  expect((await get('/')).headers['content-encoding']).toBeUndefined()
})

test('a page whose picture comes first holds its styles, and fetches none ahead', async ({ site }) => {
  const sheet = '<link rel="stylesheet" href="/_next/static/a.css" data-precedence="next"/>'
  site.state.render = (request, response) => {
    const nonce = request.headers['content-security-policy']
    const link = `</>; rel=preconnect, </_next/static/a.css>; rel=preload; as="style"; nonce="${nonce}"`
    response.writeHead(200, { 'content-type': 'text/html', link })
    const script = `<script src="/a.js" async="" nonce="${nonce}"></script>`
    response.end(`<html><head>${sheet}${script}</head><body><img src="/p" fetchPriority="high"/></body></html>`)
  }
  const { headers, body } = await site.get('/photos/1')
  expect(headers.link).toBe('</>; rel=preconnect')
  expect(`${body}`).toContain(`<head><style>.a{color:red}</style><noscript>${sheet}</noscript></head>`)
  expect(`${body}`).toContain('data-late="/a.js" data-sheets="/_next/static/a.css"')
})
