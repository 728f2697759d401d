import type { z } from 'zod'
import type { Catalog } from '@/lib/server/api/schemas/stac'
import { GEOJSON_TYPE, JSON_TYPE, stacPath } from './links'

// https://github.com/radiantearth/stac-api-spec/tree/v1.0.0
export const CONFORMS_TO = [
  'https://api.stacspec.org/v1.0.0/core',
  'https://api.stacspec.org/v1.0.0/collections',
  'https://api.stacspec.org/v1.0.0/ogcapi-features',
  'https://api.stacspec.org/v1.0.0/item-search',
  'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core',
  'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson',
]

/** The landing page of the STAC API. */
export function catalog(origin: string): z.input<typeof Catalog> {
  return {
    type: 'Catalog',
    stac_version: '1.0.0',
    id: 'map-the-paths',
    title: 'Map the Paths',
    description: 'Street-level photos of paths. A collection is a sequence, an item one of its photos.',
    conformsTo: CONFORMS_TO,
    links: [
      { rel: 'self', href: origin + stacPath.root, type: JSON_TYPE },
      { rel: 'root', href: origin + stacPath.root, type: JSON_TYPE },
      { rel: 'conformance', href: origin + stacPath.conformance, type: JSON_TYPE },
      { rel: 'data', href: origin + stacPath.collections, type: JSON_TYPE },
      { rel: 'search', href: origin + stacPath.search, type: GEOJSON_TYPE, title: 'Search photos', method: 'GET' },
      { rel: 'search', href: origin + stacPath.search, type: GEOJSON_TYPE, title: 'Search photos', method: 'POST' },
      {
        rel: 'service-desc',
        href: `${origin}/api/v1/openapi.json`,
        type: 'application/vnd.oai.openapi+json;version=3.1',
      },
      { rel: 'service-doc', href: `${origin}/docs/api`, type: 'text/html' },
    ],
  }
}
