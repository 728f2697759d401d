import { EXPORT_FORMATS, VIEWPOINT_FORMATS } from '@/lib/model/export-formats'
import { defineRoute } from '@/lib/server/api/definition'
import { exportTypes } from '@/lib/server/api/export-parameters'
import { NO_QUERY, queryOf } from '@/lib/server/api/parameters'
import { NO_PARAMS, PhotoParams } from '@/lib/server/api/path-ids'
import { Mark, Viewpoint, ViewpointPage } from '@/lib/server/api/schemas/viewpoints'
import { ViewpointQuery } from '@/lib/viewpoints/viewpoint-filter'

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

export const listViewpoints = defineRoute({
  id: 'listViewpoints',
  method: 'GET',
  path: '/api/v1/viewpoints',
  group: 'Viewpoints',
  summary: 'List viewpoints',
  description: `Places that people find worth the trip, the surest first; photos close together that look the same way are one. Of public photos only. Formats: ${VIEWPOINT_FORMATS.map((format) => EXPORT_FORMATS[format].label).join(', ')}.`,
  access: 'public',
  scope: 'read',
  params: NO_PARAMS,
  query: queryOf(ViewpointQuery),
  body: null,
  answers: {
    200: {
      means: 'A page of viewpoints.',
      schema: ViewpointPage,
      ...exportTypes(VIEWPOINT_FORMATS),
    },
  },
  errors: ['INVALID_INPUT'],
  limit: 'read',
})
