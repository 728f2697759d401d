import { beforeEach, expect, test } from 'vitest'
import { answer, PICTURES, prepare, type Tools } from '@/components/shell/service-worker/kept-answers'

const ORIGIN = 'https://paths.example'
const HOUR = 60 * 60 * 1000

/** As much of https://w3c.github.io/ServiceWorker/#cachestorage as the rules use. */
class Caches {
  readonly kept = new Map<string, Map<string, Response>>()

  async open(name: string) {
    const entries = this.kept.get(name) ?? new Map<string, Response>()
    this.kept.set(name, entries)
    const keyOf = (request: RequestInfo | URL) =>
      new URL(request instanceof Request ? request.url : request, ORIGIN).href
    const cache = {
      match: async (request: RequestInfo | URL) => entries.get(keyOf(request))?.clone(),
      put: async (request: RequestInfo | URL, response: Response) => void entries.set(keyOf(request), response),
      keys: async () => [...entries.keys()].map((url) => new Request(url)),
      delete: async (request: RequestInfo | URL, { ignoreSearch = false } = {}) => {
        const path = (url: string) => (ignoreSearch ? url.split('?')[0] : url)
        for (const url of entries.keys()) if (path(url) === path(keyOf(request))) entries.delete(url)
        return true
      },
    }
    return cache as unknown as Cache
  }
  async keys() {
    return [...this.kept.keys()]
  }
  async delete(name: string) {
    return this.kept.delete(name)
  }
}

let caches: Caches
let now: number
let served: Record<string, () => Response>

beforeEach(() => {
  caches = new Caches()
  now = Date.now()
  served = {}
})

const tools = (): Tools => ({
  caches,
  now: () => now,
  origin: ORIGIN,
  fetch: async (request) => {
    const found = served[new URL(request.url).pathname]
    if (!found) throw new TypeError('Failed to fetch')
    return found()
  },
})

const picture = (isPublic = true) => new Response('jpeg', { headers: { 'x-public-picture': String(isPublic) } })
const ask = (path: string, init?: RequestInit) => answer(tools(), new Request(ORIGIN + path, init))
const askPage = (path: string) => {
  const request = new Request(ORIGIN + path)
  Object.defineProperty(request, 'mode', { value: 'navigate' })
  return answer(tools(), request)
}
const IMAGE = '/api/v1/photos/1/image'

test('a photo that was seen is shown without a connection, for a day', async () => {
  served = { [IMAGE]: () => picture() }
  await ask(`${IMAGE}?width=640`)
  served = {}
  expect(await (await ask(`${IMAGE}?width=640`))?.text()).toBe('jpeg')
  await expect(ask(`${IMAGE}?width=2048`)).rejects.toThrow('Failed to fetch')
  now += 25 * HOUR
  await expect(ask(`${IMAGE}?width=640`)).rejects.toThrow('Failed to fetch')
})

test('a photo that was hidden meanwhile is gone in every size as soon as the network says so', async () => {
  served = { [IMAGE]: () => picture() }
  await ask(`${IMAGE}?width=640`)
  await ask(`${IMAGE}?width=2048`)
  served = { [IMAGE]: () => new Response(null, { status: 404 }) }
  expect((await ask(`${IMAGE}?width=320`))?.status).toBe(404)
  served = {}
  for (const width of [640, 2048]) await expect(ask(`${IMAGE}?width=${width}`)).rejects.toThrow('Failed to fetch')
})

test('while the server is ill, what was kept stays kept', async () => {
  served = { [IMAGE]: () => picture() }
  await ask(IMAGE)
  served = { [IMAGE]: () => new Response(null, { status: 503 }) }
  expect((await ask(IMAGE))?.status).toBe(503)
  served = {}
  expect((await ask(IMAGE))?.status).toBe(200)
})

test('private photos are never kept', async () => {
  served = { [IMAGE]: () => picture(false) }
  await ask(IMAGE)
  served = {}
  await expect(ask(IMAGE)).rejects.toThrow('Failed to fetch')
})

test('a page that was seen is shown again, any other says that there is no connection', async () => {
  served = { '/offline': () => new Response('no connection'), '/icon.svg': () => new Response('<svg/>') }
  await prepare(tools())
  served = { '/photos/1': () => new Response('photo 1'), '/settings': () => new Response('mine') }
  await askPage('/photos/1')
  await askPage('/settings')
  served = {}
  expect(await (await askPage('/photos/1'))?.text()).toBe('photo 1')
  expect(await (await askPage('/settings'))?.text()).toBe('no connection')
})

test('logging in or out forgets what was looked at', async () => {
  served = { [IMAGE]: () => picture(), '/api/auth/signout': () => new Response(null) }
  await ask(IMAGE)
  await ask('/api/auth/signout', { method: 'POST' })
  expect(await caches.keys()).not.toContain(PICTURES)
})

test('no more photos are kept than a device has room for', async () => {
  for (let id = 1; id <= 90; id++) {
    served = { [`/api/v1/photos/${id}/image`]: () => picture() }
    await ask(`/api/v1/photos/${id}/image`)
  }
  expect(caches.kept.get(PICTURES)?.size).toBe(80)
  served = {}
  await expect(ask('/api/v1/photos/10/image')).rejects.toThrow('Failed to fetch')
  expect((await ask('/api/v1/photos/11/image'))?.status).toBe(200)
})

test.each([
  ['of other sites', () => answer(tools(), new Request('https://elsewhere.example/photos'))],
  ['of the API', () => ask('/api/v1/photos')],
  ['for a part of a file', () => ask(IMAGE, { headers: { range: 'bytes=0-9' } })],
  ['that change something', () => ask('/api/v1/photos/1/viewpoint', { method: 'PUT' })],
])('requests %s are left to the browser', (_, request) => {
  expect(request()).toBeNull()
})

test('what an earlier version kept is removed', async () => {
  await caches.open('pictures-v0')
  served = { '/offline': () => new Response(''), '/icon.svg': () => new Response('') }
  await prepare(tools())
  expect(await caches.keys()).toEqual(['shell-v1'])
})
