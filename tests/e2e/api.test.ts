import { gunzipSync } from 'node:zlib'
import { request as httpRequest } from '@playwright/test'
import { request } from 'undici'
import { insertImport, insertPhoto, insertSequence, insertUser } from '../support/factories'
import { sessionCookie, withDatabase } from '../support/session'
import { type Stack, startStack } from '../support/stack'
import { expect, test } from './fixtures'

// Its photos have no pictures, so it is a product of its own.
let stack: Stack
test.beforeAll(async () => {
  stack = await startStack({ env: { MTP_RATE_LIMIT_PICTURE: '3', MTP_RATE_LIMIT_TILE: '5' } })
})
test.afterAll(() => stack.remove())

/** A public, a private and an unpublished photo of one owner, an import of his, and callers of every kind. */
async function setScene() {
  const scene = await withDatabase(stack, async (db) => {
    const [owner, other] = [await insertUser(db), await insertUser(db)]
    const sequence = await insertSequence(db, { ownerId: owner.id })
    const hidden = await insertSequence(db, { ownerId: owner.id, publishedAt: null })
    const open = await insertPhoto(db, { sequenceId: sequence.id, ownerId: owner.id, n: 1 })
    const secret = await insertPhoto(db, { sequenceId: sequence.id, ownerId: owner.id, n: 2, isPrivate: true })
    const waiting = await insertPhoto(db, { sequenceId: hidden.id, ownerId: owner.id, n: 1 })
    const over = await insertImport(db, { sequenceId: sequence.id, userId: owner.id, state: 'completed' })
    const doomed = await insertSequence(db, { ownerId: owner.id, name: 'Doomed' })
    return { owner, other, sequence, hidden, open, secret, waiting, over, doomed }
  })
  const callAs = async (user: { id: number; username: string } | null, origin = stack.url) => {
    const cookie = user ? await sessionCookie(stack, user) : null
    return httpRequest.newContext({
      baseURL: stack.url,
      extraHTTPHeaders: { origin, ...(cookie && { cookie }) },
    })
  }
  return { ...scene, callAs }
}

test('a deleted sequence is gone for everyone but its owner at once, and for the owner soon', async () => {
  const { owner, doomed, callAs } = await setScene()
  const [own, visitor] = [await callAs(owner), await callAs(null)]
  const path = `/api/v1/sequences/${doomed.id}`
  const answer = await own.delete(path, { data: { name: 'Doomed', backup: false } })
  expect(await answer.json()).toEqual({ id: String(doomed.id), backupFolder: `${owner.username}/${doomed.id}/` })
  expect((await visitor.get(path)).status()).toBe(404)
  await expect.poll(async () => (await own.get(path)).status(), { timeout: 30_000 }).toBe(404)
})

test('a write that another site sends with the cookie is refused and changes nothing', async () => {
  const { other, open, callAs } = await setScene()
  const attacker = await callAs(other, 'https://evil.example')
  const answer = await attacker.put(`/api/v1/photos/${open.id}/viewpoint`, { data: { value: true } })
  expect(answer.status()).toBe(403)
  const { count } = await (await attacker.get(`/api/v1/photos/${open.id}/viewpoint`)).json()
  expect(count).toBe(0)
})

test('a private photo is in no list, count or tile of others', async () => {
  const { sequence, secret, open, other, owner, callAs } = await setScene()
  for (const [user, expected] of [
    [other, [String(open.id)]],
    [null, [String(open.id)]],
    [owner, [String(open.id), String(secret.id)]],
  ] as const) {
    const caller = await callAs(user)
    const { features } = await (await caller.get(`/api/v1/photos?sequence=${sequence.id}`)).json()
    expect(features.map(({ id }: { id: string }) => id).sort()).toEqual([...expected].sort())
  }
})

test('pages follow each other by a cursor that belongs to its list', async () => {
  const { sequence, owner, callAs } = await setScene()
  const caller = await callAs(owner)
  const first = await caller.get(`/api/v1/photos?sequence=${sequence.id}&limit=1`)
  const { links } = await first.json()
  expect(first.headers().link).toBe(`<${links.next}>; rel="next"`)
  const second = await (await caller.get(links.next)).json()
  expect(second.features).toHaveLength(1)
  expect(second.links.next).toBeNull()

  const cursor = new URL(links.next).searchParams.get('cursor') ?? ''
  for (const forged of [`pano=true&cursor=${cursor}`, `sequence=${sequence.id}&cursor=${cursor.slice(0, -2)}`]) {
    expect((await caller.get(`/api/v1/photos?${forged}`)).status(), forged).toBe(400)
  }
})

test('what is unchanged is not sent again, and other sites may read what is public', async () => {
  const { open } = await setScene()
  const url = `${stack.url}/api/v1/photos/${open.id}`
  const answer = await fetch(url)
  const etag = answer.headers.get('etag') ?? ''
  expect(answer.headers.get('cache-control')).toBe('public, no-cache')
  expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  expect((await fetch(url, { headers: { 'if-none-match': etag } })).status).toBe(304)
  const head = await fetch(url, { method: 'HEAD' })
  expect([head.status, head.headers.get('etag'), await head.text()]).toEqual([200, etag, ''])
  const preflight = await fetch(url, { method: 'OPTIONS' })
  expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization')
})

test('long answers are compressed once, for those who take gzip', async () => {
  const { sequence } = await setScene()
  const exported = `/api/v1/sequences/${sequence.id}?format=`
  for (const path of [
    '/api/v1/openapi.json',
    '/api/v1/photos',
    `${exported}geojson`,
    `${exported}gpx`,
    `${exported}csv`,
  ]) {
    const [plain, compressed] = [await ask(path, 'identity'), await ask(path, 'br, gzip')]
    expect(plain.headers['content-encoding'], path).toBeUndefined()
    expect(compressed.headers['content-encoding'], path).toBe('gzip')
    expect(compressed.headers.etag, path).toBe(plain.headers.etag)
    for (const { headers } of [plain, compressed]) expect(String(headers.vary), path).toMatch(/accept-encoding/i)
    expect(gunzipSync(compressed.body).toString(), path).toBe(plain.body.toString())
  }
  const long = await ask('/api/v1/openapi.json', 'gzip')
  expect(long.body.length).toBeLessThan(gunzipSync(long.body).length / 4)
  const known = await ask('/api/v1/openapi.json', 'gzip', String(long.headers.etag))
  expect([known.status, known.body.length, known.headers['content-encoding']]).toEqual([304, 0, undefined])
})

test('what is short is sent as it is, also to those who take gzip', async () => {
  for (const [path, status] of [
    ['/api/v1/nothing', 404],
    ['/healthz', 200],
    ['/api/v1/photos?pano=maybe', 400],
  ] as const) {
    const answer = await ask(path, 'gzip')
    expect([path, answer.status, answer.headers['content-encoding']]).toEqual([path, status, undefined])
    expect(() => JSON.parse(answer.body.toString()), path).not.toThrow()
  }
})

/** Bytes as they come over the wire: `fetch` would decompress them. */
async function ask(path: string, acceptEncoding: string, etag?: string) {
  const headers = { 'accept-encoding': acceptEncoding, ...(etag && { 'if-none-match': etag }) }
  const { statusCode: status, headers: answered, body } = await request(stack.url + path, { headers })
  return { status, headers: answered, body: Buffer.from(await body.arrayBuffer()) }
}

test('requests that HTTP itself refuses are told why', async () => {
  const { open, other, callAs } = await setScene()
  const caller = await callAs(other)
  const path = `/api/v1/photos/${open.id}/viewpoint`
  const json = { 'content-type': 'application/json' }
  const refused = {
    404: await caller.get('/api/v1/nothing'),
    405: await caller.patch(path, { data: {} }),
    406: await caller.get(path, { headers: { accept: 'text/csv' } }),
    413: await caller.put(path, { data: JSON.stringify({ value: true, more: 'x'.repeat(200_000) }), headers: json }),
    415: await caller.put(path, { data: 'value=true', headers: { 'content-type': 'text/plain' } }),
  }
  for (const [status, answer] of Object.entries(refused)) {
    expect(answer.status()).toBe(Number(status))
    expect(await answer.json()).toMatchObject({ status: Number(status), detail: expect.any(String) })
  }
  expect(refused[405].headers().allow).toBe('GET, HEAD, PUT, DELETE, OPTIONS')
})

test('who asks too often waits, whatever address they claim to have', async () => {
  const { open } = await setScene()
  const ask = (n: number) =>
    fetch(`${stack.url}/api/v1/photos/${open.id}/image`, {
      headers: { 'x-forwarded-for': `203.0.113.${n}`, 'x-mtp-peer': `203.0.113.${n}` },
    })
  const answers = [await ask(1), await ask(2), await ask(3), await ask(4)]
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 429])
  expect(answers[0]?.headers.get('ratelimit-policy')).toBe('"picture";q=3;w=60')
  expect(answers[0]?.headers.get('ratelimit')).toMatch(/^"picture";r=2;t=\d+$/)
  expect(Number(answers[3]?.headers.get('retry-after'))).toBeGreaterThan(0)

  for (const path of [`/oembed?url=${stack.url}/photos/${open.id}`, '/api/suggestions?q=Keswick']) {
    expect((await fetch(stack.url + path)).headers.get('ratelimit-policy'), path).toBe('"read";q=1200;w=60')
  }
  expect((await fetch(`${stack.url}/photos/${open.id}/preview.jpg`)).status).toBe(429)
  expect((await fetch(`${stack.url}/embed/photos/${open.id}`)).headers.get('ratelimit-policy')).toBe(
    '"read";q=1200;w=60',
  )
})

test('who asks for too many tiles waits, from pages of other sites too', async () => {
  const ask = (path: string) => fetch(stack.url + path)
  const paths = ['/tiles.json', ...Array.from({ length: 5 }, (_, x) => `/tiles/3/${x}/0.mvt`)]
  const answers = []
  for (const path of paths) answers.push(await ask(path))
  expect(answers.map(({ status }) => status)).toEqual([200, 204, 204, 204, 204, 429])
  const refused = answers.at(-1)
  expect(refused?.headers.get('ratelimit-policy')).toBe('"tile";q=5;w=60')
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(refused?.headers.get('access-control-allow-origin')).toBe('*')
  expect(await refused?.json()).toMatchObject({ status: 429, detail: expect.stringContaining('Try again in') })
})
