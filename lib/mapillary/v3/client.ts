import { AppError } from '@/lib/errors'
import type { LngLat } from '@/lib/geo/lng-lat'
import type { Http } from '@/lib/mapillary/http'
import { isRefusedRequest } from '@/lib/mapillary/http-errors'
import type { MapillaryAltitude, MapillaryClient } from '@/lib/mapillary/types'
import { createLists, login, PER_PAGE, type Query } from './lists'
import { findSequence, toAltitude, toDetection, toImage, toSequence } from './map'
import { WireSequence, WireUser } from './wire'

export type V3Options = {
  apiUrl: string // with the version: https://a.mapillary.com/v3
  imagesUrl: string
  clientId: string
  http: Http
  maxPages?: number
  warn?: (message: string) => void // about features that cannot be used
}

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

  const { pages, items, images } = createLists({ http, maxPages, warn, address: apiCall })

  return {
    hasEnded: false,
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
        const described = await images(token, photoKeys, { path: '/images', map: toImage, query })
        return new Map(described.flatMap(({ key, lngLat }): [string, LngLat][] => (lngLat ? [[key, lngLat]] : [])))
      } catch (error) {
        if (error instanceof AppError && isRefusedRequest(error)) return new Map()
        throw error
      }
    },

    async getAltitudes(token, photoKeys) {
      const altitudes = await images(token, photoKeys, { path: '/images_computed', map: toAltitude })
      return new Map(
        altitudes.flatMap(({ key, altitude }): [string, MapillaryAltitude][] =>
          altitude === null ? [] : [[key, { reference: altitude, camera: null, computed: null }]],
        ),
      )
    },

    async *listDetections(token, layer, photoKeys) {
      if (photoKeys.length === 0) return
      const requested = new Set(photoKeys)
      const query = { image_keys: photoKeys.join(','), per_page: PER_PAGE }
      const features = pages(token, `/object_detections/${layer}`, query)
      const isWanted = (item: { photoKey: string }) => requested.has(item.photoKey)
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

/** A key as one part of a path. Dots would climb out of it: URLs resolve them even when they are encoded. */
function pathPart(what: 'sequence' | 'photo', key: string): string {
  if (/^\.{0,2}$/.test(key)) throw new AppError('NOT_FOUND', `Mapillary has no ${what} with the key "${key}"`)
  return encodeURIComponent(key)
}
