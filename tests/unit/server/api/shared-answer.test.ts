import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { defineRoute } from '@/lib/server/api/definition'
import { createHandler } from '@/lib/server/api/handler'
import { NO_PARAMS } from '@/lib/server/api/path-ids'
import type { SharedAnswer } from '@/lib/server/api/shared-answer'
import { cursorKeysFrom } from '@/lib/server/api/sign-cursor'
import { createSharedCache } from '@/lib/server/pages/shared-cache'

const SITE = 'https://site.example'
const Asked = z.object({ value: z.coerce.number().default(0) })

const list = defineRoute({
  id: 'listThings',
  method: 'GET',
  path: '/api/v1/things',
  group: 'Photos',
  summary: 'Things',
  access: 'public',
  scope: null,
  params: NO_PARAMS,
  query: { schema: Asked, read: (params) => Asked.parse(Object.fromEntries(params)) },
  body: null,
  answers: { 200: { means: 'Things.', schema: z.looseObject({}) } },
  errors: ['INVALID_INPUT'],
  limit: 'read',
  isShared: true,
})

/** A route whose answers say for whom, and of which revision, they were made. */
function openRoute() {
  const state = { revision: 1, answered: 0 }
  const cache = createSharedCache<SharedAnswer>({ maxBytes: 100, sizeOf: () => 1, keptMs: 10_000, settlesMs: 0 })
  const tools = () => ({
    siteUrl: SITE,
    cursorKeys: cursorKeysFrom(['a secret of the sessions']),
    limiter: { count: async () => ({ headers: { ratelimit: `"read";r=${state.revision};t=9` }, refusal: null }) },
    findSession: async (request: Request) =>
      request.headers.has('cookie') ? { id: 7, username: 'ada', mapillaryKey: 'key', role: 'user' as const } : null,
    findTokenCaller: async () => null,
    addressOf: () => '203.0.113.5',
    logEvent: () => undefined,
    findAnswerTools: () => ({ cache, findRevision: async () => state.revision }),
  })
  const handle = createHandler(tools, list, async ({ viewer, query, request }) => {
    state.answered += 1
    const made = { viewer, value: query.value, revision: state.revision, agent: request.headers.get('user-agent') }
    return { status: 200, body: { ...made, text: 'words '.repeat(500) } }
  })
  const get = (headers: Record<string, string> = {}, search = '') =>
    handle(new Request(`${SITE}/api/v1/things${search}`, { headers }), { params: Promise.resolve({}) })
  return { state, get }
}

test('strangers who ask for the same get one answer, with counters and encoding of their own', async () => {
  const { state, get } = openRoute()
  const [plain, zipped] = [await get({ 'user-agent': 'first' }), await get({ 'accept-encoding': 'gzip' })]
  expect(state.answered).toBe(1)
  const body = await plain.text()
  expect(JSON.parse(body)).toMatchObject({ viewer: null, agent: null })
  expect(zipped.headers.get('content-encoding')).toBe('gzip')
  expect(gunzipSync(await zipped.arrayBuffer()).toString()).toBe(body)
  expect(zipped.headers.get('etag')).toBe(plain.headers.get('etag'))
  expect(zipped.headers.get('ratelimit')).toBe('"read";r=1;t=9')
  expect(zipped.headers.get('vary')).toContain('cookie')
})

test('who has it already gets 304', async () => {
  const { get } = openRoute()
  const etag = (await get()).headers.get('etag') ?? ''
  const answer = await get({ 'if-none-match': etag })
  expect({ status: answer.status, body: await answer.text(), etag: answer.headers.get('etag') }).toEqual({
    status: 304,
    body: '',
    etag,
  })
})

test('who is logged in neither fills nor reads', async () => {
  const { state, get } = openRoute()
  expect(await (await get({ cookie: 'session' })).json()).toMatchObject({ viewer: 7 })
  expect(await (await get()).json()).toMatchObject({ viewer: null })
  expect(await (await get({ cookie: 'session' })).json()).toMatchObject({ viewer: 7 })
  expect(state.answered).toBe(3)
})

test('a change is in the next answer, and another address has its own', async () => {
  const { state, get } = openRoute()
  await get()
  state.revision = 2
  expect(await (await get()).json()).toMatchObject({ revision: 2, value: 0 })
  expect(await (await get({}, '?value=5')).json()).toMatchObject({ revision: 2, value: 5 })
})

test('what makes no sense is refused each time', async () => {
  const { get } = openRoute()
  expect((await get({}, '?value=x')).status).toBe(400)
  expect((await get({}, '?value=x')).status).toBe(400)
})
