import { z } from 'zod'
import { NAMED_SIZES, THUMBNAIL_SIZES } from '@/lib/model/pictures/picture-sizes'
import { described } from '@/lib/model/query-params'
import { PhotoQuery, parsePhotoFilter } from '@/lib/search/photo-filter'
import { defineRoute } from '@/lib/server/api/definition'
import { PHOTO_FILE, photoFormatParam } from '@/lib/server/api/export-parameters'
import { NO_QUERY, queryOf } from '@/lib/server/api/parameters'
import { NO_PARAMS, PhotoParams } from '@/lib/server/api/path-ids'
import {
  NearbyPhotos,
  PhotoChanges,
  PhotoDetails,
  PhotoFacets,
  PhotoNeighbours,
  PhotoPage,
} from '@/lib/server/api/schemas/photos'

const sizes = [...THUMBNAIL_SIZES, ...NAMED_SIZES].map(String)
const Size = z.union(
  [z.literal(NAMED_SIZES), z.string().regex(/^\d+$/).transform(Number).pipe(z.literal(THUMBNAIL_SIZES))],
  `size: expected ${sizes.slice(0, -1).join(', ')} or ${sizes.at(-1)}`,
)

export const listPhotos = defineRoute({
  id: 'listPhotos',
  method: 'GET',
  path: '/api/v1/photos',
  group: 'Photos',
  summary: 'Search photos',
  description: 'Photos that you may see and that fit all of the filters, page by page, as GeoJSON.',
  access: 'public',
  scope: 'read',
  params: NO_PARAMS,
  query: { schema: PhotoQuery, read: parsePhotoFilter },
  body: null,
  answers: { 200: { means: 'A page of photos.', schema: PhotoPage, type: 'application/geo+json' } },
  errors: ['INVALID_INPUT', 'UNAUTHENTICATED'],
  limit: 'read',
  isShared: true,
})

export const countPhotoFacets = defineRoute({
  id: 'countPhotoFacets',
  method: 'GET',
  path: '/api/v1/photos/facets',
  group: 'Photos',
  summary: 'Count what a search finds',
  description:
    'How many photos fit the filters, the box around them, and what there is among them, the most frequent first. Takes the filters of the list of photos. Up to 2,000 photos the numbers are exact; of more a random sample is counted, and they are estimates. A facet of which one value is chosen (such as `cameraMake`) counts as if none was; those of `tag` and `sequenceTag` count what can be added.',
  access: 'public',
  scope: 'read',
  params: NO_PARAMS,
  query: { schema: PhotoQuery, read: parsePhotoFilter },
  body: null,
  answers: { 200: { means: 'The numbers.', schema: PhotoFacets } },
  errors: ['INVALID_INPUT', 'UNAUTHENTICATED'],
  limit: 'read',
})

export const getPhotoNeighbours = defineRoute({
  id: 'getPhotoNeighbours',
  method: 'GET',
  path: '/api/v1/photos/{photoId}/neighbours',
  group: 'Photos',
  summary: 'Walk through a search',
  description:
    'The photos before and after one in the result of a search, in its order. Takes the filters of the list of photos.',
  access: 'public',
  scope: 'read',
  params: PhotoParams,
  query: { schema: PhotoQuery, read: parsePhotoFilter },
  body: null,
  answers: { 200: { means: 'The photos beside it; null where the result ends.', schema: PhotoNeighbours } },
  errors: ['INVALID_INPUT', 'UNAUTHENTICATED', 'NOT_FOUND'],
  limit: 'read',
})

export const exportPhotos = defineRoute({
  id: 'exportPhotos',
  method: 'GET',
  path: '/api/v1/photos/export',
  group: 'Photos',
  summary: 'Export a search',
  description:
    'Every photo that you may see and that fits all of the filters, as one file. `limit` and `cursor` do not count.',
  access: 'public',
  scope: 'read',
  params: NO_PARAMS,
  query: {
    schema: PhotoQuery.omit({ limit: true, cursor: true }).extend({ format: photoFormatParam }),
    read: (params) => {
      const filters = new URLSearchParams([...params].filter(([name]) => !['limit', 'cursor', 'format'].includes(name)))
      return { filter: parsePhotoFilter(filters), format: photoFormatParam.parse(params.get('format') || undefined) }
    },
  },
  body: null,
  answers: { 200: PHOTO_FILE },
  errors: ['INVALID_INPUT', 'UNAUTHENTICATED'],
  limit: 'read',
})

export const getPhoto = defineRoute({
  id: 'getPhoto',
  method: 'GET',
  path: '/api/v1/photos/{photoId}',
  group: 'Photos',
  summary: 'One photo',
  description: 'With everything that is to be seen on it.',
  access: 'public',
  scope: 'read',
  params: PhotoParams,
  query: NO_QUERY,
  body: null,
  answers: { 200: { means: 'The photo.', schema: PhotoDetails, type: 'application/geo+json' } },
  errors: ['NOT_FOUND'],
  limit: 'read',
})

export const editPhoto = defineRoute({
  id: 'editPhoto',
  method: 'PATCH',
  path: '/api/v1/photos/{photoId}',
  group: 'Photos',
  summary: 'Hide or show a photo',
  description:
    'One of your own, or any for admins. A hidden one is seen by its owner and moderators only, within a second; what a moderator or a report hid, its owner cannot show. `keepShowing`: show it although Mapillary no longer has it. `trusted`: what of it is right and not to be doubted.',
  access: 'user',
  scope: 'import',
  params: PhotoParams,
  query: NO_QUERY,
  body: PhotoChanges,
  answers: { 200: { means: 'The photo as it is now.', schema: PhotoDetails, type: 'application/geo+json' } },
  errors: ['INVALID_INPUT', 'FORBIDDEN', 'NOT_FOUND', 'CONFLICT'],
  limit: 'write',
})

export const getPhotoImage = defineRoute({
  id: 'getPhotoImage',
  method: 'GET',
  path: '/api/v1/photos/{photoId}/image',
  group: 'Photos',
  summary: 'The picture',
  description:
    'A JPEG, or a WebP for who names `image/webp` in `Accept`, from Mapillary or from the backup (from an original as it was uploaded for its owner only): so many pixels wide at most, the sharpest that everybody may see (`full`), or the `original` file, for its owner alone and once it is in the backup. Ask again with `If-None-Match`: 304 costs nearly nothing.',
  access: 'public',
  scope: 'read',
  params: PhotoParams,
  query: queryOf(
    z.object({
      size: described(Size.default(1024), 'Pixels from left to right, `full` or `original`.', {
        type: 'string',
        enum: sizes,
        default: '1024',
      }),
      download: described(
        z.stringbool('expected true or false').optional(),
        'Sends it as a file that names its photographer and licence (Exif Artist and Copyright). Always a JPEG; originals stay as they are.',
        { type: 'boolean' },
      ),
    }),
  ),
  body: null,
  answers: { 200: { means: 'The picture.', type: 'image/jpeg', otherTypes: ['image/webp'] } },
  errors: ['INVALID_INPUT', 'UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'UPSTREAM_FAILED'],
  limit: 'picture',
})

export const listNearbyPhotos = defineRoute({
  id: 'listNearbyPhotos',
  method: 'GET',
  path: '/api/v1/photos/{photoId}/nearby',
  group: 'Photos',
  summary: 'Ways to other sequences',
  description:
    'Photos of other sequences within 30 metres that one could step to from here, one a direction, the nearest first.',
  access: 'public',
  scope: 'read',
  params: PhotoParams,
  query: NO_QUERY,
  body: null,
  answers: { 200: { means: 'The photos; none is an answer too.', schema: NearbyPhotos } },
  errors: ['NOT_FOUND'],
  limit: 'read',
})
