import { z } from 'zod'
import { FAVOURITE_FORMATS, MAX_FAVOURITES } from '@/lib/model/people/favourites'
import { defineRoute } from '@/lib/server/api/definition'
import { exportTypes } from '@/lib/server/api/export-parameters'
import { NO_QUERY, queryOf } from '@/lib/server/api/parameters'
import { NO_PARAMS, PhotoParams } from '@/lib/server/api/path-ids'
import { Favourite, FavouriteList } from '@/lib/server/api/schemas/favourites'

export const listFavourites = defineRoute({
  id: 'listFavourites',
  method: 'GET',
  path: '/api/v1/favourites',
  group: 'Photos',
  summary: 'Your favourites',
  description: `The photos on your own list, up to ${MAX_FAVOURITES}, in the order in which you added them. As GPX they are a route.`,
  access: 'user',
  scope: 'read',
  params: NO_PARAMS,
  query: queryOf(
    z.object({ format: z.enum(FAVOURITE_FORMATS, `expected ${FAVOURITE_FORMATS.join(' or ')}`).optional() }),
  ),
  body: null,
  answers: { 200: { means: 'The list.', schema: FavouriteList, ...exportTypes([...FAVOURITE_FORMATS]) } },
  errors: ['INVALID_INPUT'],
  limit: 'read',
})

const shared = {
  path: '/api/v1/photos/{photoId}/favourite',
  group: 'Photos',
  access: 'user',
  scope: 'mark',
  params: PhotoParams,
  query: NO_QUERY,
  body: null,
  answers: { 200: { means: 'Whether it is on your list now.', schema: Favourite } },
  limit: 'write',
} as const

export const addFavourite = defineRoute({
  ...shared,
  id: 'addFavourite',
  method: 'PUT',
  summary: 'Add a photo to your favourites',
  description: 'Nobody else sees your list.',
  errors: ['NOT_FOUND', 'CONFLICT'],
})

export const removeFavourite = defineRoute({
  ...shared,
  id: 'removeFavourite',
  method: 'DELETE',
  summary: 'Take a photo off your favourites',
  errors: ['NOT_FOUND'],
})
