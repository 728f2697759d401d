import { PUBLIC_PICTURE } from '@/lib/model/pictures/public-picture'

/** What of `caches` and `fetch` the rules need; tests have their own. */
export type Tools = {
  caches: Pick<CacheStorage, 'open' | 'keys' | 'delete'>
  fetch: (request: Request) => Promise<Response>
  now: () => number
  origin: string
}

const VERSION = 'v1'
const SHELL = `shell-${VERSION}`
const FILES = `files-${VERSION}`
const PAGES = `pages-${VERSION}`
export const PICTURES = `pictures-${VERSION}`

const OFFLINE = '/offline'

const MOST: Record<string, number> = { [FILES]: 200, [PAGES]: 40, [PICTURES]: 80 }
const KEPT_MS = 24 * 60 * 60 * 1000 // a photo that is hidden meanwhile must not stay for long
const KEPT_AT = 'x-kept-at'

const PUBLIC_PAGE = /^\/$|^\/(photos|sequences|viewpoints|leaderboard|about)$|^\/(photos|sequences)\/\d+$/
const PICTURE = /^\/api\/v1\/photos\/\d+\/image$/
const HASHED_FILE = /^\/_next\/static\//
const OTHER_FILE = /^\/(map|maplibre|signs)\/|^\/icon\.svg$/

/** The answer to a request from the network or from what was kept; null: the browser is to fetch it as if we were not there. */
export function answer(tools: Tools, request: Request): Promise<Response> | null {
  const url = new URL(request.url)
  if (url.origin !== tools.origin) return null
  // Another person may use the browser from now on.
  if (request.method === 'POST' && url.pathname.startsWith('/api/auth/'))
    return forgetAll(tools).then(() => tools.fetch(request))
  if (request.method !== 'GET' || request.headers.has('range')) return null
  if (HASHED_FILE.test(url.pathname)) return keptFirst(tools, request, FILES)
  if (OTHER_FILE.test(url.pathname)) return networkFirst(tools, request, FILES, () => true)
  if (PICTURE.test(url.pathname)) return networkFirst(tools, request, PICTURES, isPublic)
  if (request.mode === 'navigate') return page(tools, request, PUBLIC_PAGE.test(url.pathname))
  return null
}

/** Puts aside what is shown without a connection, and removes what earlier versions kept. */
export async function prepare({ caches, fetch, origin }: Tools): Promise<void> {
  const shell = await caches.open(SHELL)
  for (const path of [OFFLINE, '/icon.svg']) {
    const request = new Request(new URL(path, origin), { cache: 'reload' })
    await shell.put(request, await fetch(request))
  }
  for (const name of await caches.keys()) if (![SHELL, FILES, PAGES, PICTURES].includes(name)) await caches.delete(name)
}

/** Forgets what people looked at. */
async function forgetAll({ caches }: Tools): Promise<void> {
  await Promise.all([PAGES, PICTURES].map((name) => caches.delete(name)))
}

async function page(tools: Tools, request: Request, isKept: boolean): Promise<Response> {
  try {
    return isKept ? await networkFirst(tools, request, PAGES, () => true) : await tools.fetch(request)
  } catch (error) {
    const shell = await tools.caches.open(SHELL)
    const offline = await shell.match(OFFLINE)
    if (offline) return offline
    throw error
  }
}

/** Files whose name changes with their content. */
async function keptFirst(tools: Tools, request: Request, name: string): Promise<Response> {
  const kept = await (await tools.caches.open(name)).match(request)
  if (kept) return kept
  const response = await tools.fetch(request)
  if (response.ok) await keep(tools, request, response, name)
  return response
}

/** Always asks first, so that what is hidden is gone at once; what was kept is shown only when nothing answers. */
async function networkFirst(
  tools: Tools,
  request: Request,
  name: string,
  mayKeep: (response: Response) => boolean,
): Promise<Response> {
  try {
    const response = await tools.fetch(request)
    if (response.ok && !response.redirected && mayKeep(response)) await keep(tools, request, response, name)
    else if (response.status < 500)
      await (await tools.caches.open(name)).delete(request, { ignoreSearch: true, ignoreVary: true })
    return response
  } catch (error) {
    const kept = await (await tools.caches.open(name)).match(request)
    if (kept && tools.now() - Number(kept.headers.get(KEPT_AT)) < KEPT_MS) return kept
    throw error
  }
}

async function keep({ caches, now }: Tools, request: Request, response: Response, name: string): Promise<void> {
  const cache = await caches.open(name)
  const headers = new Headers(response.headers)
  headers.set(KEPT_AT, String(now()))
  const { status, statusText } = response
  await cache.put(request, new Response(response.clone().body, { status, statusText, headers }))
  const keys = await cache.keys()
  for (const oldest of keys.slice(0, Math.max(0, keys.length - (MOST[name] ?? 0)))) await cache.delete(oldest)
}

function isPublic(response: Response): boolean {
  return response.headers.get(PUBLIC_PICTURE) === 'true'
}
