import type { Http } from '@/lib/mapillary/http'
import { UnreadableAnswer, upstreamFailed } from '@/lib/mapillary/http-errors'
import { WireFeatures } from './wire'

export type Query = Record<string, string>

export const PER_PAGE = '1000' // the most that v3 gives (docs/mapillary.md)
const PART = 250 // of a page

/** The lists of v3: page by page, in our terms, and images by key. */
export function createLists({
  http,
  maxPages,
  warn,
  address,
}: {
  http: Http
  maxPages: number
  warn: (message: string) => void
  address: (path: string, query: Query) => URL
}) {
  /** All pages of a list. The next page's address is Mapillary's; `getJson` refuses one on another server. */
  async function* pages(token: string, path: string, query: Query): AsyncGenerator<unknown[]> {
    const seen = new Set<string>()
    for (let url: URL | null = address(path, query); url; ) {
      if (seen.has(url.href)) throw unreadable(`Mapillary's pages of ${path} go round in circles`)
      if (seen.size >= maxPages) throw unreadable(`Mapillary's list ${path} has more than ${maxPages} pages`)
      seen.add(url.href)
      const answer: { data: { features: unknown[] }; next: URL | null } = await http.getJson(
        url,
        login(token),
        WireFeatures,
      )
      yield answer.data.features
      url = answer.next
    }
  }

  /** All pages in our terms, in parts: what cannot be used, came before or was not requested is left out. */
  async function* items<T extends { key: string }>(
    features: AsyncIterable<unknown[]>,
    { what, map, isWanted }: { what: string; map: (feature: unknown) => T | null; isWanted: (item: T) => boolean },
  ): AsyncGenerator<T[]> {
    const seen = new Set<string>()
    for await (const page of features) {
      for (const part of parts(page)) {
        const mapped = part.map(map)
        const usable = mapped.filter((item) => item !== null)
        if (usable.length < mapped.length) warn(`Mapillary sent ${mapped.length - usable.length} unusable ${what}`)
        yield usable.filter((item) => isWanted(item) && !seen.has(item.key) && seen.add(item.key))
      }
    }
  }

  async function all<T>(iterable: AsyncIterable<T[]>): Promise<T[]> {
    const items: T[] = []
    for await (const page of iterable) items.push(...page)
    return items
  }

  /** Images by key from `/images` or `/images_computed`. */
  async function images<T extends { key: string }>(
    token: string,
    photoKeys: string[],
    { path, map, query }: { path: string; map: (feature: unknown) => T | null; query?: Query },
  ): Promise<T[]> {
    if (photoKeys.length === 0) return [] // an empty filter would mean all images
    const requested = new Set(photoKeys)
    const features = pages(token, path, { image_keys: photoKeys.join(','), per_page: PER_PAGE, ...query })
    return all(items(features, { what: 'images', map, isWanted: (item) => requested.has(item.key) }))
  }

  return { pages, items, images }
}

export function login(token: string): { authorization?: string } {
  return token === '' ? {} : { authorization: `Bearer ${token}` }
}

/** A page has a thousand detections with their outlines: in our terms only some of them are held at a time. */
function parts<T>(page: T[]): T[][] {
  return Array.from({ length: Math.ceil(page.length / PART) }, (_, index) =>
    page.slice(index * PART, (index + 1) * PART),
  )
}

function unreadable(message: string): Error {
  return upstreamFailed(message, { cause: new UnreadableAnswer() })
}
