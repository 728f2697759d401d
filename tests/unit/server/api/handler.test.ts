import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { HttpError } from '@/lib/errors'
import { SCOPES } from '@/lib/model/people/scopes'
import type { Caller } from '@/lib/server/admission/caller'
import { defineRoute } from '@/lib/server/api/definition'
import { type ApiTools, createHandler } from '@/lib/server/api/handler'
import { idCursorParam, NO_QUERY, queryOf } from '@/lib/server/api/parameters'
import { NO_PARAMS } from '@/lib/server/api/path-ids'
import { Mark, Viewpoint } from '@/lib/server/api/schemas/viewpoints'
import { cursorKeysFrom } from '@/lib/server/api/sign-cursor'

const user = { id: 7, username: 'ada', mapillaryKey: 'key', role: 'user' as const }
const site = 'https://photos.example'

const shared = { path: '/api/v1/things', group: 'System', summary: 'Things', params: NO_PARAMS, errors: [] } as const
const list = defineRoute({
  ...shared,
  id: 'listThings',
  method: 'GET',
  access: 'public',
  scope: 'read',
  query: queryOf(z.object({ cursor: idCursorParam })),
  body: null,
  answers: { 200: { means: 'Things.', schema: z.object({ links: z.object({ next: z.string().nullable() }) }) } },
  limit: 'read',
})
const mark = defineRoute({
  ...shared,
  id: 'markThing',
  method: 'PUT',
  access: 'user',
  scope: 'mark',
  query: NO_QUERY,
  body: Mark,
  answers: { 200: { means: 'The mark.', schema: Viewpoint } },
  limit: 'write',
})

const token = (scopes: Caller['scopes']): Caller => ({ user, scopes, token: { id: 1, name: 'Script' } })
const TOKENS: Record<string, Caller> = {
  good: token(['read', 'mark']),
  marking: token(['mark']),
  other: token(SCOPES.filter((scope) => scope !== 'mark')),
  weak: token([]),
}

function tools(changes: Partial<ApiTools> = {}): ApiTools {
  return {
    siteUrl: site,
    cursorKeys: cursorKeysFrom(['a secret of the sessions']),
    limiter: { count: async () => ({ headers: { ratelimit: '"read";r=1;t=9' }, refusal: null }) },
    findSession: async () => null,
    findTokenCaller: async (text) => TOKENS[text] ?? null,
    addressOf: () => '203.0.113.5',
    logEvent: () => undefined,
    findAnswerTools: () => ({ cache: { get: (_name, _revision, render) => render() }, findRevision: async () => 1 }),
    ...changes,
  }
}

const context = { params: Promise.resolve({}) }
const ask = (headers: Record<string, string> = {}, changes: Partial<ApiTools> = {}, search = '') =>
  createHandler(
    () => tools(changes),
    list,
    async ({ nextUrl }) => ({ status: 200, body: { links: { next: nextUrl('8') } } }),
  )(new Request(`${site}/api/v1/things${search}`, { headers }), context)
const put = (headers: Record<string, string>, changes: Partial<ApiTools> = {}) =>
  createHandler(
    () => tools(changes),
    mark,
    async ({ body }) => ({ status: 200, body: { value: body.value, count: 1 } }),
  )(
    new Request(`${site}/api/v1/things`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', ...headers },
      body: '{"value":true}',
    }),
    context,
  )

describe('who may call', () => {
  test.each([
    ['nobody', {}, 401],
    ['a token with the scope, from anywhere', { authorization: 'Bearer good', origin: 'https://evil.example' }, 200],
    ['a token with this scope only', { authorization: 'Bearer marking' }, 200],
    ['a token with every other scope', { authorization: 'Bearer other' }, 403],
    ['a token without scopes', { authorization: 'Bearer weak' }, 403],
    ['a token that nobody has', { authorization: 'Bearer null' }, 401],
    ['another scheme', { authorization: 'Basic YWRhOmFkYQ==' }, 401],
  ])('%s writes', async (_who, headers, status) => {
    expect((await put(headers)).status).toBe(status)
  })

  test('a session writes from our own pages only', async () => {
    const session = { findSession: async () => user }
    expect((await put({ origin: site }, session)).status).toBe(200)
    expect((await put({ origin: 'https://evil.example' }, session)).status).toBe(403)
    expect((await put({}, session)).status).toBe(403)
  })

  test('a bad token is refused where nobody needs one, and counts on the address', async () => {
    const counted: string[] = []
    const limiter: ApiTools['limiter'] = {
      count: async (_limit, subject) => {
        counted.push(subject)
        return { headers: {}, refusal: null }
      },
    }
    const answer = await ask({ authorization: 'Bearer stolen' }, { limiter })
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([
      401,
      'Bearer realm="Map the Paths", error="invalid_token"',
    ])
    await ask({ authorization: 'Bearer good' }, { limiter })
    await ask({}, { limiter, findSession: async () => user })
    expect(counted).toEqual(['address:203.0.113.5', 'token:1', 'user:7'])
  })

  test('who is over the limit is not served', async () => {
    const refusal = new HttpError(429, 'Too many requests', 'Wait', { 'retry-after': '9' })
    const answer = await ask({}, { limiter: { count: async () => ({ headers: { ratelimit: 'x' }, refusal }) } })
    expect([answer.status, answer.headers.get('retry-after'), answer.headers.get('ratelimit')]).toEqual([429, '9', 'x'])
  })
})

describe('what is answered', () => {
  test('the next page is in the body and in the header, and its cursor opens', async () => {
    const answer = await ask()
    const { links } = z.object({ links: z.object({ next: z.string() }) }).parse(await answer.json())
    expect(answer.headers.get('link')).toBe(`<${links.next}>; rel="next"`)
    expect((await ask({}, {}, new URL(links.next).search)).status).toBe(200)
    expect((await ask({}, {}, `${new URL(links.next).search}&user=ada`)).status).toBe(400)
  })

  test('caches may keep what everybody sees, and ask each time', async () => {
    const answer = await ask()
    expect(answer.headers.get('cache-control')).toBe('public, no-cache')
    expect((await ask({ authorization: 'Bearer good' })).headers.get('cache-control')).toBe('private, no-cache')
    const unchanged = await ask({ 'if-none-match': answer.headers.get('etag') ?? '' })
    expect([unchanged.status, await unchanged.text()]).toEqual([304, ''])
  })

  test.each([
    ['an Accept that we have not', { accept: 'text/csv' }, '', 406],
    ['a zero character', {}, '?user=%00', 400],
    ['a cursor made by hand', {}, '?cursor=8', 400],
  ])('%s is refused', async (_what, headers, search, status) => {
    expect((await ask(headers, {}, search)).status).toBe(status)
  })

  test('a bug is answered without its words', async () => {
    const broken = () => Promise.reject(new Error('secret words'))
    const answer = await ask({}, { findSession: broken })
    expect(answer.status).toBe(500)
    expect(await answer.text()).not.toContain('secret')
  })
})
