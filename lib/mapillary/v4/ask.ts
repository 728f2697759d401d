import type { z } from 'zod'
import { AppError } from '@/lib/errors'
import type { Http } from '@/lib/mapillary/http'
import { TooMuchData, UnreadableAnswer, upstreamFailed } from '@/lib/mapillary/http-errors'
import { mayHelpToAskForLess } from './errors'
import { WireEntity, WireId, WirePage } from './wire'

export type Ask = ReturnType<typeof createAsk>

const AT_ONCE = 50 // ids in one call (docs/mapillary.md)
const FEWEST_A_PAGE = 50
const SECRET = /token|secret|proof/i // names of query parameters that hold one

type Page = { data: unknown[]; url: URL; next: URL | null }

/** The ways to fetch entities from v4: one, many by id, a list page by page. */
export function createAsk({ apiUrl, http, maxPages }: { apiUrl: string; http: Http; maxPages: number }) {
  function address(path: string, query: Record<string, string>): URL {
    const url = new URL(apiUrl.replace(/\/+$/, '') + path)
    url.search = new URLSearchParams(query).toString()
    return url
  }

  async function get<T>(token: string, url: URL, schema: z.ZodType<T>): Promise<T> {
    return (await http.getJson(url, login(token), schema)).data
  }

  function one<T>(token: string, path: string, query: Record<string, string>, schema: z.ZodType<T>): Promise<T> {
    return get(token, address(path, query), schema)
  }

  /** One page of a list, and where the next one is; a smaller one when that is too much. */
  async function onePage(token: string, start: URL): Promise<Page> {
    for (let url = start; ; url = withSmallerPages(url)) {
      const page = await get(token, url, WirePage).catch(tooMuch)
      if (page !== 'too much') return { data: page.data, url, next: nextOf(page, url) }
    }
  }

  /** All pages of a list. */
  async function* pages(token: string, path: string, query: Record<string, string>): AsyncGenerator<unknown[]> {
    const seen = new Set<string>()
    for (let url: URL | null = address(path, query); url; ) {
      if (seen.has(url.href)) throw unreadable(`Mapillary's pages of ${path} go round in circles`)
      if (seen.size >= maxPages) throw unreadable(`Mapillary's list ${path} has more than ${maxPages} pages`)
      seen.add(url.href)
      const page = await onePage(token, url)
      yield page.data
      url = page.next
    }
  }

  /** The page of a list that begins at `cursor` (null: the first). Its cursor can be stored: it holds neither the query nor a token. */
  async function pageAt(
    token: string,
    path: string,
    { query, cursor }: { query: Record<string, string>; cursor: string | null },
  ): Promise<{ data: unknown[]; cursor: string | null; isFull: boolean }> {
    const start = address(path, { ...query, ...Object.fromEntries(new URLSearchParams(cursor ?? '')) })
    const { data, url, next } = await onePage(token, start)
    const isFull = data.length >= Number(url.searchParams.get('limit') ?? Number.POSITIVE_INFINITY)
    return { data, cursor: next && cursorIn(next, query), isFull }
  }

  /** Entities by id in few calls. Missing ids are fetched again one by one; those that Mapillary does not know are left out. */
  async function byIds(token: string, ids: string[], fields: string[]): Promise<unknown[]> {
    const usable = [...new Set(ids)].filter((id) => WireId.safeParse(id).success) // v3's keys are no ids here
    const found = new Map<string, unknown>()
    await Promise.all(
      chunks(usable, AT_ONCE).map(async (batch) => {
        for (const entity of await inParts(token, batch, fields)) keep(found, entity)
        const missing = batch.filter((id) => !found.has(id))
        for (const entity of await Promise.all(missing.map((id) => getOne(token, id, fields)))) keep(found, entity)
      }),
    )
    return usable.flatMap((id) => (found.has(id) ? [found.get(id)] : []))
  }

  /** All that comes in one call; in halves when that is too much, or when one id spoils the answer for the others. */
  async function inParts(token: string, ids: string[], fields: string[]): Promise<unknown[]> {
    if (ids.length === 1) return []
    try {
      const query = { image_ids: ids.join(','), fields: fields.join(',') }
      return (await one(token, '/images', query, WirePage)).data
    } catch (error) {
      if (!mayHelpToAskForLess(error)) throw error
      const middle = Math.ceil(ids.length / 2)
      const halves = [ids.slice(0, middle), ids.slice(middle)]
      return (await Promise.all(halves.map((half) => inParts(token, half, fields)))).flat()
    }
  }

  async function getOne(token: string, id: string, fields: string[]): Promise<unknown> {
    try {
      const entity = await one(token, `/${id}`, { fields: fields.join(',') }, WireEntity.loose())
      if (entity.id !== id) throw unreadable(`Mapillary answered about ${entity.id} instead of ${id}`)
      return entity
    } catch (error) {
      if (error instanceof AppError && error.code === 'NOT_FOUND') return null
      throw error
    }
  }

  return { one, pages, pageAt, byIds }
}

export function login(token: string): { authorization: string } {
  return { authorization: `OAuth ${token}` }
}

export function chunks<T>(items: T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  )
}

function keep(found: Map<string, unknown>, entity: unknown): void {
  const id = WireEntity.safeParse(entity).data?.id
  if (id !== undefined) found.set(id, entity)
}

function unreadable(message: string): AppError {
  return upstreamFailed(message, { cause: new UnreadableAnswer() })
}

function tooMuch(error: unknown): 'too much' {
  if (error instanceof AppError && error.cause instanceof TooMuchData) return 'too much'
  throw error
}

function withSmallerPages(url: URL): URL {
  const limit = Number(url.searchParams.get('limit') ?? '0')
  if (limit <= FEWEST_A_PAGE)
    throw upstreamFailed(`Mapillary cannot answer ${limit} entries at once`, { cause: new TooMuchData() })
  const smaller = new URL(url)
  smaller.searchParams.set('limit', String(Math.max(FEWEST_A_PAGE, Math.floor(limit / 2))))
  return smaller
}

/** The parameters of the next page's address that are new: where it begins, and its size when that had to shrink. */
function cursorIn(next: URL, query: Record<string, string>): string | null {
  const newParams = [...next.searchParams].filter(([name, value]) => query[name] !== value && !SECRET.test(name))
  return newParams.length === 0 ? null : new URLSearchParams(newParams).toString()
}

/** The address of the next page may hold a token (docs/mapillary.md): it is taken out, the header has ours. */
function nextOf(page: z.infer<typeof WirePage>, base: URL): URL | null {
  const next = page.paging?.next
  if (next === undefined || page.data.length === 0) return null
  if (!URL.canParse(next)) throw unreadable('Mapillary named no usable next page')
  const url = new URL(next)
  if (url.origin !== base.origin) throw unreadable(`Mapillary pointed to another server: ${url.origin}`)
  for (const name of [...url.searchParams.keys()]) if (SECRET.test(name)) url.searchParams.delete(name)
  return url
}
