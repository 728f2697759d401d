import { defineRoute } from '@/lib/api/definition'
import { NO_QUERY } from '@/lib/api/parameters'
import { PhotoParams } from '@/lib/api/path-ids'
import { Mark, Viewpoint } from '@/lib/api/schemas/viewpoints'

const shared = {
  path: '/api/v1/photos/{photoId}/viewpoint',
  group: 'Viewpoints',
  access: 'user',
  params: PhotoParams,
  query: NO_QUERY,
  answers: { 200: { means: 'Your mark and the count.', schema: Viewpoint } },
} as const

export const getViewpoint = defineRoute({
  ...shared,
  id: 'getViewpoint',
  method: 'GET',
  summary: 'Your mark of a photo',
  scope: 'read',
  body: null,
  errors: ['NOT_FOUND'],
  limit: 'read',
})

export const markViewpoint = defineRoute({
  ...shared,
  id: 'markViewpoint',
  method: 'PUT',
  summary: 'Mark a photo',
  description: 'As worth the trip, or not. Nobody marks their own photos.',
  scope: 'mark',
  body: Mark,
  errors: ['INVALID_INPUT', 'NOT_FOUND'],
  limit: 'write',
})

export const removeViewpoint = defineRoute({
  ...shared,
  id: 'removeViewpoint',
  method: 'DELETE',
  summary: 'Take your mark back',
  scope: 'mark',
  body: null,
  errors: ['NOT_FOUND'],
  limit: 'write',
})
