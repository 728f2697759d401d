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

export type StacLink = { rel: string; href: string; type?: string; title?: string }

/** `next` only where there is one. */
export function nextLink(href: string | null, type: string): StacLink[] {
  return href === null ? [] : [{ rel: 'next', href, type }]
}
