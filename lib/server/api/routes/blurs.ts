import { defineRoute } from '@/lib/server/api/definition'
import { NO_QUERY } from '@/lib/server/api/parameters'
import { BlurParams, PhotoParams } from '@/lib/server/api/path-ids'
import { BlurRequest, Blurs } from '@/lib/server/api/schemas/blurs'

export const listBlurs = defineRoute({
  id: 'listBlurs',
  method: 'GET',
  path: '/api/v1/photos/{photoId}/blurs',
  group: 'Photos',
  summary: 'What is blurred on a photo',
  description: 'And what was: the history. For its owner and moderators.',
  access: 'user',
  scope: 'read',
  params: PhotoParams,
  query: NO_QUERY,
  body: null,
  answers: { 200: { means: 'The regions.', schema: Blurs } },
  errors: ['FORBIDDEN', 'NOT_FOUND'],
  limit: 'read',
})

export const createBlur = defineRoute({
  id: 'createBlur',
  method: 'POST',
  path: '/api/v1/photos/{photoId}/blurs',
  group: 'Photos',
  summary: 'Blur a region',
  description:
    'In every picture of the photo that anybody but its owner gets from now on: at all sizes, in previews and embeds. Of a 360° photo the region is one of its equirectangular picture. The original in the backup stays as it is.',
  access: 'user',
  scope: 'import',
  params: PhotoParams,
  query: NO_QUERY,
  body: BlurRequest,
  answers: { 201: { means: 'It is blurred; all regions of the photo.', schema: Blurs } },
  errors: ['INVALID_INPUT', 'FORBIDDEN', 'NOT_FOUND', 'CONFLICT'],
  limit: 'write',
})

export const removeBlur = defineRoute({
  id: 'removeBlur',
  method: 'DELETE',
  path: '/api/v1/photos/{photoId}/blurs/{blurId}',
  group: 'Photos',
  summary: 'Take a blur back',
  description: 'It stays in the history. What a moderator blurred, only moderators take back.',
  access: 'user',
  scope: 'import',
  params: BlurParams,
  query: NO_QUERY,
  body: null,
  answers: { 200: { means: 'It is shown again; all regions of the photo.', schema: Blurs } },
  errors: ['FORBIDDEN', 'NOT_FOUND', 'CONFLICT'],
  limit: 'write',
})
