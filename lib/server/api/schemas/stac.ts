import { z } from 'zod'
import { ItemSearchBody } from '@/lib/server/stac/item-query'
import { LngLatPair } from './common'
import { named } from './registry'

const Link = named(
  'StacLink',
  z.object({
    rel: z.string(),
    href: z.url(),
    type: z.string().optional(),
    title: z.string().optional(),
    method: z.enum(['GET', 'POST']).optional(),
    body: z.record(z.string(), z.unknown()).optional(),
  }),
)
const version = z.literal('1.0.0')

export const Conformance = named('StacConformance', z.object({ conformsTo: z.array(z.url()) }))

export const Catalog = named(
  'StacCatalog',
  z.object({
    type: z.literal('Catalog'),
    stac_version: version,
    id: z.string(),
    title: z.string(),
    description: z.string(),
    conformsTo: z.array(z.url()),
    links: z.array(Link),
  }),
)

export const Collection = named(
  'StacCollection',
  z
    .object({
      type: z.literal('Collection'),
      stac_version: version,
      id: z.string(),
      title: z.string(),
      description: z.string(),
      keywords: z.array(z.string()),
      license: z.literal('CC-BY-SA-4.0'),
      providers: z.array(z.object({ name: z.string(), roles: z.array(z.string()), url: z.url() })),
      extent: z.object({
        spatial: z.object({ bbox: z.array(z.array(z.number()).length(4)).length(1) }),
        temporal: z.object({ interval: z.array(z.array(z.iso.datetime().nullable()).length(2)).length(1) }),
      }),
      links: z.array(Link),
    })
    .describe('A sequence.'),
)

export const CollectionPage = named(
  'StacCollections',
  z.object({ collections: z.array(Collection), links: z.array(Link) }),
)

const Asset = z.object({ href: z.url(), type: z.literal('image/jpeg'), title: z.string(), roles: z.array(z.string()) })

export const Item = named(
  'StacItem',
  z
    .object({
      type: z.literal('Feature'),
      stac_version: version,
      stac_extensions: z.array(z.url()),
      id: z.string(),
      collection: z.string(),
      geometry: z.object({ type: z.literal('Point'), coordinates: LngLatPair }).nullable(),
      bbox: z.array(z.number()).length(4).optional(),
      properties: z.object({
        datetime: z.iso.datetime(),
        title: z.string(),
        license: z.literal('CC-BY-SA-4.0'),
        providers: z.array(z.object({ name: z.string(), roles: z.array(z.string()), url: z.url() })),
        'view:azimuth': z.number().optional().describe('Degrees clockwise from north.'),
        'mtp:pano': z.boolean(),
        'mtp:altitude': z.number().optional().describe('Metres, as Mapillary gives them.'),
        'mtp:viewpoint_count': z.int(),
      }),
      assets: z.record(z.string(), Asset),
      links: z.array(Link),
    })
    .describe('A photo that has a time.'),
)

export const ItemSearch = named('StacItemSearch', ItemSearchBody)

export const ItemPage = named(
  'StacItems',
  z.object({
    type: z.literal('FeatureCollection'),
    features: z.array(Item),
    numberReturned: z.int(),
    links: z.array(Link),
  }),
)
