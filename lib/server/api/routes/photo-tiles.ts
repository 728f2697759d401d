import { defineRoute } from '@/lib/server/api/definition'
import { NO_QUERY } from '@/lib/server/api/parameters'
import { TileParams } from '@/lib/server/api/path-ids'

export const getPhotoTile = defineRoute({
  id: 'getPhotoTile',
  method: 'GET',
  path: '/api/v1/photos/{photoId}/tiles/{level}/{column}/{row}',
  group: 'Photos',
  summary: 'A tile of a 360° picture',
  description:
    'A JPEG, or a WebP for who names `image/webp` in `Accept`, of 1,024 pixels from left to right and from top to bottom (less at the right and at the bottom), in one of the sizes that the `tileLevels` of the photo name. The last of them is as sharp as the original. Ask again with `If-None-Match`: 304 costs nearly nothing.',
  access: 'public',
  scope: 'read',
  params: TileParams,
  query: NO_QUERY,
  body: null,
  answers: { 200: { means: 'The tile.', type: 'image/jpeg', otherTypes: ['image/webp'] } },
  errors: ['NOT_FOUND', 'UPSTREAM_FAILED'],
  limit: 'picture',
})
