import { z } from 'zod'
import { described } from '@/lib/model/query-params'
import { defineRoute } from '@/lib/server/api/definition'
import { NO_QUERY, queryOf } from '@/lib/server/api/parameters'
import { NO_PARAMS } from '@/lib/server/api/path-ids'
import {
  ExcludedAreas,
  InstanceExcludedAreasRequest,
  OwnExcludedAreasRequest,
} from '@/lib/server/api/schemas/excluded-areas'

const PreviewQuery = queryOf(
  z.object({
    preview: described(
      z
        .enum(['true', 'false'], 'expected true or false')
        .default('false')
        .transform((text) => text === 'true'),
      '`true` only counts what they would mean.',
      { type: 'boolean', default: false },
    ),
  }),
)

export const getExcludedAreas = defineRoute({
  id: 'getExcludedAreas',
  method: 'GET',
  path: '/api/v1/me/excluded-areas',
  group: 'People',
  summary: 'Where nobody sees your photos',
  description: 'The areas in which no photos of yours are public, whether recorded or computed there.',
  access: 'session',
  scope: null,
  params: NO_PARAMS,
  query: NO_QUERY,
  body: null,
  answers: { 200: { means: 'The areas.', schema: ExcludedAreas } },
  errors: [],
  limit: 'read',
})

export const putExcludedAreas = defineRoute({
  id: 'putExcludedAreas',
  method: 'PUT',
  path: '/api/v1/me/excluded-areas',
  group: 'People',
  summary: 'Choose where nobody sees your photos',
  description:
    'Takes the place of all areas there were: 20 at most, each of 200 corners and 50 km wide and high at most. Around each is a margin that is drawn by chance once, so that the hole in the map does not tell where its middle is. When this answers, photos inside are public nowhere; those that an import brings later will not be either.',
  access: 'session',
  scope: null,
  params: NO_PARAMS,
  query: PreviewQuery,
  body: OwnExcludedAreasRequest,
  answers: { 200: { means: 'They are in force; with `preview`, what they would mean.', schema: ExcludedAreas } },
  errors: ['INVALID_INPUT'],
  limit: 'write',
})

export const getInstanceExcludedAreas = defineRoute({
  id: 'getInstanceExcludedAreas',
  method: 'GET',
  path: '/api/v1/admin/excluded-areas',
  group: 'People',
  summary: "Where nobody's photos are public",
  description: 'The areas that admins have excluded for everybody.',
  access: 'admin',
  scope: null,
  params: NO_PARAMS,
  query: NO_QUERY,
  body: null,
  answers: { 200: { means: 'The areas.', schema: ExcludedAreas } },
  errors: [],
  limit: 'read',
})

export const putInstanceExcludedAreas = defineRoute({
  id: 'putInstanceExcludedAreas',
  method: 'PUT',
  path: '/api/v1/admin/excluded-areas',
  group: 'People',
  summary: "Choose where nobody's photos are public",
  description:
    'As photographers do it for themselves: 100 areas at most, each 1,000 km wide and high at most. Owners go on seeing their photos.',
  access: 'admin',
  scope: null,
  params: NO_PARAMS,
  query: PreviewQuery,
  body: InstanceExcludedAreasRequest,
  answers: { 200: { means: 'They are in force; with `preview`, what they would mean.', schema: ExcludedAreas } },
  errors: ['INVALID_INPUT'],
  limit: 'write',
})
