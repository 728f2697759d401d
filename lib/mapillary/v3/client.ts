import { AppError } from '@/lib/errors'
import type { LngLat } from '@/lib/geo/lng-lat'
import type { Http } from '@/lib/mapillary/http'
import { isRefusedRequest, UnreadableAnswer, upstreamFailed } from '@/lib/mapillary/http-errors'
import type { MapillaryAltitude, MapillaryClient } from '@/lib/mapillary/types'
import { findSequence, toAltitude, toDetection, toImage, toSequence } from './map'
import { WireFeatures, WireSequence, WireUser } from './wire'

export type V3Options = {
  apiUrl: string // with the version: https://a.mapillary.com/v3
  imagesUrl: string
  clientId: string
  http: Http
  maxPages?: number
  warn?: (message: string) => void // told of features that cannot be used
}

type Query = Record<string, string>

const PER_PAGE = '1000' // the most that v3 gives (docs/mapillary.md)
const PART = 250 // of a page
const SEQUENCES_PER_PAGE = '200' // each holds its whole line: pages of 1,000 were seen to time out

/** Mapillary's API v3, on which the system was designed; today it is spoken by the demo Mapillary. Facts: docs/mapillary.md. */
export function createV3Client({ http, maxPages = 1_000, warn = () => {}, ...options }: V3Options): MapillaryClient {
  const apiUrl = options.apiUrl.replace(/\/+$/, '')
  const imagesUrl = options.imagesUrl.replace(/\/+$/, '')

  function apiCall(path: string, query: Query = {}): URL {
    const url = new URL(apiUrl + path)
    url.search = new URLSearchParams({ ...query, client_id: options.clientId }).toString()
    return url
  }

  /** All pages of a list. The next page's address is Mapillary's; `getJson` refuses one on another server. */
  async function* pages(token: string, path: string, query: Query): AsyncGenerator<unknown[]> {
    const seen = new Set<string>()
    for (let url: URL | null = apiCall(path, query); url; ) {
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

  /** All pages in our terms, in parts: what cannot be used, came before or was not asked for is left out. */
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
    const found: T[] = []
    for await (const page of iterable) found.push(...page)
    return found
  }

  /** Images by key from `/images` or `/images_computed`. */
  async function images<T extends { key: string }>(
    token: string,
    photoKeys: string[],
    { path, map, query }: { path: string; map: (feature: unknown) => T | null; query?: Query },
  ): Promise<T[]> {
    if (photoKeys.length === 0) return [] // an empty filter would mean all images
    const asked = new Set(photoKeys)
    const features = pages(token, path, { image_keys: photoKeys.join(','), per_page: PER_PAGE, ...query })
    return all(items(features, { what: 'images', map, isWanted: (item) => asked.has(item.key) }))
  }

  return {
    keyForm: 'letters',

    async getMe(token) {
      const { data } = await http.getJson(apiCall('/me'), login(token), WireUser)
      return { key: data.key, username: data.username }
    },

    listSequences(token, userKey) {
      const features = pages(token, '/sequences', { userkeys: userKey, per_page: SEQUENCES_PER_PAGE })
      return items(features, { what: 'sequences', map: findSequence, isWanted: (item) => item.userKey === userKey })
    },

    async getSequence(token, sequenceKey) {
      const url = apiCall(`/sequences/${pathPart('sequence', sequenceKey)}`)
      const { data } = await http.getJson(url, login(token), WireSequence)
      return toSequence(data)
    },

    getImages: (token, photoKeys) => images(token, photoKeys, { path: '/images', map: toImage }),

    async getComputedPositions(token, photoKeys) {
      try {
        const query = { computed_coordinates: 'true' } // undocumented: it may be refused or ignored (docs/mapillary.md)
        const found = await images(token, photoKeys, { path: '/images', map: toImage, query })
        return new Map(found.flatMap(({ key, lngLat }): [string, LngLat][] => (lngLat ? [[key, lngLat]] : [])))
      } catch (error) {
        if (error instanceof AppError && isRefusedRequest(error)) return new Map()
        throw error
      }
    },

    async getAltitudes(token, photoKeys) {
      const found = await images(token, photoKeys, { path: '/images_computed', map: toAltitude })
      return new Map(
        found.flatMap(({ key, altitude }): [string, MapillaryAltitude][] =>
          altitude === null ? [] : [[key, { reference: altitude, camera: null, computed: null }]],
        ),
      )
    },

    async *listDetections(token, layer, photoKeys) {
      if (photoKeys.length === 0) return
      const asked = new Set(photoKeys)
      const query = { image_keys: photoKeys.join(','), per_page: PER_PAGE }
      const features = pages(token, `/object_detections/${layer}`, query)
      const isWanted = (item: { photoKey: string }) => asked.has(item.photoKey)
      yield* items(features, { what: `detections (${layer})`, map: toDetection, isWanted })
    },

    originals: 'uploaded',

    async downloadOriginal(token, photoKey) {
      return http.download(apiCall(`/images/${pathPart('photo', photoKey)}/download_original`), login(token))
    },

    async downloadThumbnail(photoKey, size) {
      return http.download(new URL(`${imagesUrl}/${pathPart('photo', photoKey)}/thumb-${size}.jpg`), {})
    },

    photoPageUrl: (photoKey) => `https://www.mapillary.com/map/im/${encodeURIComponent(photoKey)}`,
  }
}

/** A page has a thousand detections with their outlines: in our terms only some of them are held at a time. */
function parts<T>(page: T[]): T[][] {
  return Array.from({ length: Math.ceil(page.length / PART) }, (_, index) =>
    page.slice(index * PART, (index + 1) * PART),
  )
}

function login(token: string): { authorization?: string } {
  return token === '' ? {} : { authorization: `Bearer ${token}` }
}

/** A key as one part of a path. Dots would climb out of it: URLs resolve them even when they are encoded. */
function pathPart(what: 'sequence' | 'photo', key: string): string {
  if (/^\.{0,2}$/.test(key)) throw new AppError('NOT_FOUND', `Mapillary has no ${what} with the key "${key}"`)
  return encodeURIComponent(key)
}

function unreadable(message: string): AppError {
  return upstreamFailed(message, { cause: new UnreadableAnswer() })
}
