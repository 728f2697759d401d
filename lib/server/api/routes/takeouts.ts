import { z } from 'zod'
import { described } from '@/lib/model/query-params'
import { TAKEOUT_DAYS } from '@/lib/model/takeout-states'
import { defineRoute } from '@/lib/server/api/definition'
import { NO_QUERY, queryOf } from '@/lib/server/api/parameters'
import { NO_PARAMS, TakeoutParams } from '@/lib/server/api/path-ids'
import { NewTakeout, Takeout, TakeoutPage } from '@/lib/server/api/schemas/takeouts'

const shared = { group: 'Takeouts', access: 'user', scope: 'read' } as const
const one = { ...shared, params: TakeoutParams, query: NO_QUERY, body: null } as const

export const listTakeouts = defineRoute({
  ...shared,
  id: 'listTakeouts',
  method: 'GET',
  path: '/api/v1/takeouts',
  summary: 'List your takeouts',
  description: 'The newest 50.',
  params: NO_PARAMS,
  query: NO_QUERY,
  body: null,
  answers: { 200: { means: 'Your takeouts.', schema: TakeoutPage } },
  errors: [],
  limit: 'read',
})

export const createTakeout = defineRoute({
  ...shared,
  id: 'createTakeout',
  method: 'POST',
  path: '/api/v1/takeouts',
  summary: 'Take your photos and their data with you',
  description: `Sequences of your own, or all of them, hidden and private photos too. It is made in a while, and kept for ${TAKEOUT_DAYS} days or until a sequence in it is deleted.`,
  params: NO_PARAMS,
  query: NO_QUERY,
  body: NewTakeout,
  answers: { 202: { means: 'It is being made.', schema: Takeout } },
  errors: ['INVALID_INPUT', 'NOT_FOUND', 'CONFLICT'],
  limit: 'write',
})

export const getTakeout = defineRoute({
  ...one,
  id: 'getTakeout',
  method: 'GET',
  path: '/api/v1/takeouts/{takeoutId}',
  summary: 'How far a takeout is, and where it is had',
  answers: { 200: { means: 'The takeout.', schema: Takeout } },
  errors: ['NOT_FOUND'],
  limit: 'read',
})

export const deleteTakeout = defineRoute({
  ...one,
  id: 'deleteTakeout',
  method: 'DELETE',
  path: '/api/v1/takeouts/{takeoutId}',
  summary: 'Delete a takeout',
  description: 'Your photos stay.',
  answers: { 204: { means: 'It is deleted.' } },
  errors: ['NOT_FOUND'],
  limit: 'write',
})

const ArchiveQuery = z.object({
  part: described(
    z
      .string()
      .regex(/^[1-9]\d{0,6}$/, 'expected the number of a part')
      .transform(Number)
      .optional(),
    'One of the parts; without it everything is in one archive.',
    { type: 'integer', minimum: 1 },
  ),
  expires: described(
    z
      .string()
      .regex(/^\d{1,12}$/, 'expected the one of the link')
      .transform(Number)
      .optional(),
    'Of a signed link.',
    { type: 'integer' },
  ),
  signature: described(z.string().max(100).optional(), 'Of a signed link.', { type: 'string' }),
})

export const getTakeoutArchive = defineRoute({
  ...one,
  access: 'public',
  id: 'getTakeoutArchive',
  method: 'GET',
  path: '/api/v1/takeouts/{takeoutId}.zip',
  summary: 'Download a takeout',
  description:
    'A ZIP archive without compression, with `Content-Length`, `ETag` and `Range`, so that a download that broke off goes on. For its owner, or by a signed link.',
  query: queryOf(ArchiveQuery),
  answers: {
    200: { means: 'The archive.', type: 'application/zip' },
    206: { means: 'The range of it that was asked for.', type: 'application/zip' },
  },
  errors: ['NOT_FOUND', 'CONFLICT', 'INVALID_INPUT', 'FORBIDDEN'],
  limit: 'read',
})
