import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { request as httpRequest } from '@playwright/test'
import { request } from 'undici'
import { findRequestRow, REQUEST_KINDS, REQUEST_TABLE } from '@/lib/server/gate/request-kinds'
import { insertPhoto, insertSequence, insertUser } from '../support/factories'
import { sessionCookie, withDatabase } from '../support/session'
import { type Stack, startStack } from '../support/stack'
import { expect, test } from './fixtures'

// Its limits are low, so it is a product of its own.
const PAGES_A_MINUTE = 60
const LOGINS_A_MINUTE = 5

let stack: Stack
test.beforeAll(async () => {
  stack = await startStack({
    env: {
      MTP_RATE_LIMIT_PAGE: String(PAGES_A_MINUTE),
      MTP_RATE_LIMIT_LOGIN: String(LOGINS_A_MINUTE),
      MTP_TRUSTED_PROXIES: '1', // so that each test has an address of its own
    },
  })
})
test.afterAll(() => stack.remove())

const from = (address: string) => ({ 'x-forwarded-for': address })

/** What each set of headers holds on a product that is served over http. */
const HEADERS = {
  page: {
    'x-content-type-options': /^nosniff$/,
    'permissions-policy': /^geolocation=\(self\), camera=\(\)/,
    'referrer-policy': /^strict-origin-when-cross-origin$/,
    'cross-origin-opener-policy': /^same-origin$/,
    'content-security-policy':
      /script-src 'self' 'nonce-[\w+/]{22}=='; .*object-src 'none'; base-uri 'none'; form-action 'self' /,
    'x-request-id': /^[\da-f-]{36}$/,
  },
  asset: {
    'x-content-type-options': /^nosniff$/,
    'referrer-policy': /^strict-origin-when-cross-origin$/,
    'content-security-policy': /^default-src 'none'; script-src 'self'; .*connect-src 'self'/,
    'x-request-id': /^[\da-f-]{36}$/,
  },
  data: {
    'x-content-type-options': /^nosniff$/,
    'permissions-policy': /^geolocation=\(self\), camera=\(\)/,
    'referrer-policy': /^strict-origin-when-cross-origin$/,
    'content-security-policy': /^default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
    'x-request-id': /^[\da-f-]{36}$/,
  },
  embed: {
    'x-content-type-options': /^nosniff$/,
    'permissions-policy': /^geolocation=\(self\), camera=\(\)/,
    'referrer-policy': /^strict-origin-when-cross-origin$/,
    'content-security-policy': /^default-src 'none'; script-src 'self'; .*frame-ancestors \*$/,
    'x-request-id': /^[\da-f-]{36}$/,
  },
  handover: {
    'x-content-type-options': /^nosniff$/,
    'permissions-policy': /^geolocation=\(self\), camera=\(\)/,
    'referrer-policy': /^no-referrer$/,
    'content-security-policy': /^default-src 'none'/,
    'x-request-id': /^[\da-f-]{36}$/,
  },
} as const

test('every page and route sends the headers of its kind', async () => {
  const photo = await withDatabase(stack, (db) => insertPhoto(db))
  const paths = REQUEST_TABLE.map(([path]) =>
    path
      .replace('[photoId]', String(photo.id))
      .replace('[sequenceId]', String(photo.sequenceId))
      .replace(/\[\w+\]/, '1')
      .replace('/**', '/x'),
  )
  expect(paths.length).toBeGreaterThan(40)
  for (const path of [...paths, '/nothing/here', '/photos/999999']) {
    const answer = await request(stack.url + path, { headers: from('198.51.100.1') })
    await answer.body.dump()
    const expected = HEADERS[REQUEST_KINDS[findRequestRow(path).kind].headers]
    for (const [name, pattern] of Object.entries(expected)) {
      expect(String(answer.headers[name] ?? 'nothing'), `${name} of ${path}`).toMatch(pattern)
    }
    expect(answer.headers['x-powered-by'], path).toBeUndefined()
  }
})

test('every answer has a nonce of its own, and all scripts of the page carry it', async () => {
  const nonces = new Set<string>()
  for (let n = 0; n < 2; n++) {
    const answer = await request(`${stack.url}/about`, { headers: from('198.51.100.2') })
    const html = await answer.body.text()
    const nonce = /'nonce-([^']+)'/.exec(String(answer.headers['content-security-policy']))?.[1] ?? ''
    nonces.add(nonce)
    const scripts = html.match(/<script\b[^>]*>/g) ?? []
    expect(scripts.length).toBeGreaterThan(3)
    expect(scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([])
  }
  expect(nonces.size).toBe(2)
})

test('a policy that the client sends does not choose the nonce', async () => {
  const policy = "script-src 'nonce-fromclient'"
  const headers = { ...from('198.51.100.3'), 'content-security-policy': policy }
  const answer = await request(`${stack.url}/about`, { headers })
  expect(await answer.body.text()).not.toContain('fromclient')
})

const large = Buffer.alloc(2_000_000)

for (const path of ['/api/auth/signin/mapillary', '/api/v1/sequences', '/photos']) {
  test(`a body that says it is too large for ${path} is refused before it is read`, async () => {
    const answer = await request(stack.url + path, { method: 'POST', headers: from('198.51.100.4'), body: large })
    expect([answer.statusCode, await answer.body.json()]).toEqual([413, expect.objectContaining({ status: 413 })])
  })
}

test('a body that does not say how large it is is counted while it arrives', async () => {
  const chunks = Readable.from([large.subarray(0, 60_000), large.subarray(0, 60_000)])
  const headers = { ...from('198.51.100.4'), 'content-type': 'application/x-www-form-urlencoded' }
  const path = '/api/auth/signin/mapillary'
  const answer = await request(stack.url + path, { method: 'POST', headers, body: chunks })
  expect([answer.statusCode, await answer.body.json()]).toEqual([413, expect.objectContaining({ status: 413 })])
})

test('the public server knows nothing of the steps that another server runs', async () => {
  for (const method of ['GET', 'PUT', 'POST'] as const) {
    const answer = await request(`${stack.url}/api/inngest`, { method, headers: from('198.51.100.5') })
    expect(answer.statusCode, method).toBe(404)
    await answer.body.dump()
  }
})

test('pages are counted by address for strangers, and by person for who is logged in', async () => {
  const user = await withDatabase(stack, (db) => insertUser(db))
  const cookie = await sessionCookie(stack, user)
  const visit = async (headers: Record<string, string>) => {
    const answer = await request(`${stack.url}/about`, { headers })
    await answer.body.dump()
    return answer
  }
  const statuses = new Map<number, number>()
  for (let n = 0; n < PAGES_A_MINUTE + 3; n++) {
    const { statusCode } = await visit(from('2001:db8:1:2::1'))
    statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1)
  }
  expect(Object.fromEntries(statuses)).toEqual({ 200: PAGES_A_MINUTE, 429: 3 })
  const neighbour = await visit(from('2001:db8:1:2:ffff::9'))
  expect([neighbour.statusCode, Number(neighbour.headers['retry-after'])]).toEqual([429, expect.any(Number)])
  expect((await visit(from('2001:db8:1:3::1'))).statusCode).toBe(200)
  expect((await visit({ ...from('2001:db8:1:2::1'), cookie })).statusCode).toBe(200)
})

test('log-ins are counted', async () => {
  const statuses: number[] = []
  for (let n = 0; n < LOGINS_A_MINUTE + 2; n++) {
    const answer = await request(`${stack.url}/api/auth/csrf`, { headers: from('198.51.100.7') })
    statuses.push(answer.statusCode)
    await answer.body.dump()
  }
  expect(statuses.slice(LOGINS_A_MINUTE - 1)).toEqual([200, 429, 429])
})

test('the log tells what was asked, by whom and how it went, and no cookie, token or query', async () => {
  const { user, photo } = await withDatabase(stack, async (db) => {
    const sequence = await insertSequence(db)
    return { user: await insertUser(db), photo: await insertPhoto(db, { sequenceId: sequence.id }) }
  })
  const cookie = await sessionCookie(stack, user)
  const token = 'mtp_a-token-that-nobody-has'
  const context = await httpRequest.newContext({ baseURL: stack.url, extraHTTPHeaders: from('198.51.100.8') })
  const page = await context.get(`/photos/${photo.id}?tag=secret-words`, { headers: { cookie } })
  const refused = await context.get('/api/v1/me', { headers: { authorization: `Bearer ${token}` } })
  const lineOf = (id: string | undefined) =>
    readFileSync(join(stack.dataDir, 'logs/web.log'), 'utf8')
      .split('\n')
      .find((line) => id !== undefined && line.includes(id) && line.includes('"msg":"request"')) ?? ''

  await expect.poll(() => lineOf(page.headers()['x-request-id'])).not.toBe('')
  expect(JSON.parse(lineOf(page.headers()['x-request-id']))).toMatchObject({
    level: 'info',
    method: 'GET',
    route: '/photos/[photoId]',
    status: 200,
    userId: user.id,
  })
  await expect.poll(() => lineOf(refused.headers()['x-request-id'])).not.toBe('')
  expect(JSON.parse(lineOf(refused.headers()['x-request-id']))).toMatchObject({ status: 401, event: 'request_refused' })
  const log = readFileSync(join(stack.dataDir, 'logs/web.log'), 'utf8')
  for (const secret of [cookie.split('=')[1] ?? cookie, token, 'secret-words']) expect(log).not.toContain(secret)
})

test('a report of the policy is logged, and nonsense is refused', async () => {
  const send = (data: string) =>
    request(`${stack.url}/api/csp-reports`, { method: 'POST', headers: from('198.51.100.9'), body: data })
  const report = { 'csp-report': { 'violated-directive': 'script-src', 'blocked-uri': 'https://evil.example/a.js' } }
  expect((await send(JSON.stringify(report))).statusCode).toBe(204)
  expect((await send('{"csp-report":')).statusCode).toBe(400)
  await expect
    .poll(() => readFileSync(join(stack.dataDir, 'logs/web.log'), 'utf8'))
    .toContain('https://evil.example/a.js')
})
