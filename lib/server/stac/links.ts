/** Where everything of the STAC API is. */
export const stacPath = {
  root: '/api/stac',
  conformance: '/api/stac/conformance',
  collections: '/api/stac/collections',
  search: '/api/stac/search',
  collection: (id: string) => `/api/stac/collections/${id}`,
  items: (id: string) => `/api/stac/collections/${id}/items`,
  item: (collection: string, id: string) => `/api/stac/collections/${collection}/items/${id}`,
}

export const JSON_TYPE = 'application/json'
export const GEOJSON_TYPE = 'application/geo+json'

export type StacLink = {
  rel: string
  href: string
  type?: string
  title?: string
  method?: 'GET' | 'POST'
  body?: Record<string, unknown>
}

/** `next` only where there is one; with the `body` that it is asked for with by POST. */
export function nextLink(href: string | null, type: string, body?: Record<string, unknown>): StacLink[] {
  return href === null ? [] : [{ rel: 'next', href, type, ...(body ? { method: 'POST', body } : { method: 'GET' }) }]
}
