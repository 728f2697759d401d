import { z } from 'zod'
import { defineRoute, type RouteDefinition } from '@/lib/server/api/definition'
import { idCursorParam, NO_QUERY, queryOf } from '@/lib/server/api/parameters'
import { NO_PARAMS, PhotoParams, SequenceParams } from '@/lib/server/api/path-ids'
import {
  Catalog,
  Collection,
  CollectionPage,
  Conformance,
  Item,
  ItemPage,
  ItemSearch,
} from '@/lib/server/api/schemas/stac'
import { ItemQuery, pageLimit, readItemQuery } from '@/lib/server/stac/item-query'

const ROUTE = {
  method: 'GET',
  group: 'STAC',
  access: 'public',
  scope: 'read',
  params: NO_PARAMS,
  query: NO_QUERY,
  body: null,
  errors: [],
  limit: 'read',
} as const satisfies Partial<RouteDefinition>

const geojson = 'application/geo+json'

export const getCatalog = defineRoute({
  ...ROUTE,
  id: 'getStacCatalog',
  path: '/api/stac',
  summary: 'The catalog',
  description: 'Where programs that read STAC (https://stacspec.org) begin.',
  access: 'open',
  scope: null,
  answers: { 200: { means: 'The catalog.', schema: Catalog } },
})

export const getConformance = defineRoute({
  ...ROUTE,
  id: 'getStacConformance',
  path: '/api/stac/conformance',
  summary: 'What is spoken',
  access: 'open',
  scope: null,
  answers: { 200: { means: 'The parts of STAC API that are here.', schema: Conformance } },
})

export const listCollections = defineRoute({
  ...ROUTE,
  id: 'listStacCollections',
  path: '/api/stac/collections',
  summary: 'Sequences as collections',
  query: queryOf(z.object({ limit: pageLimit, cursor: idCursorParam })),
  answers: { 200: { means: 'A page of collections.', schema: CollectionPage } },
  errors: ['INVALID_INPUT'],
})

export const getCollection = defineRoute({
  ...ROUTE,
  id: 'getStacCollection',
  path: '/api/stac/collections/{sequenceId}',
  summary: 'One collection',
  params: SequenceParams,
  answers: { 200: { means: 'The collection.', schema: Collection } },
  errors: ['NOT_FOUND'],
})

export const listItems = defineRoute({
  ...ROUTE,
  id: 'listStacItems',
  path: '/api/stac/collections/{sequenceId}/items',
  summary: 'Photos of a collection as items',
  params: SequenceParams,
  query: {
    schema: ItemQuery.omit({ ids: true, collections: true, intersects: true }),
    read: (params) => params,
  },
  answers: { 200: { means: 'A page of items.', schema: ItemPage, type: geojson } },
  errors: ['INVALID_INPUT', 'NOT_FOUND'],
})

export const getItem = defineRoute({
  ...ROUTE,
  id: 'getStacItem',
  path: '/api/stac/collections/{sequenceId}/items/{photoId}',
  summary: 'One item',
  params: SequenceParams.extend(PhotoParams.shape),
  answers: { 200: { means: 'The item.', schema: Item, type: geojson } },
  errors: ['NOT_FOUND'],
})

export const searchItems = defineRoute({
  ...ROUTE,
  id: 'searchStacItems',
  path: '/api/stac/search',
  summary: 'Search items',
  query: { schema: ItemQuery, read: readItemQuery },
  answers: { 200: { means: 'A page of items.', schema: ItemPage, type: geojson } },
  errors: ['INVALID_INPUT'],
})

export const searchItemsByBody = defineRoute({
  ...ROUTE,
  id: 'searchStacItemsByBody',
  method: 'POST',
  path: '/api/stac/search',
  summary: 'Search items, with a body',
  query: queryOf(z.object({ cursor: ItemQuery.shape.cursor })),
  body: ItemSearch,
  answers: { 200: { means: 'A page of items.', schema: ItemPage, type: geojson } },
  errors: ['INVALID_INPUT'],
})
