import { z } from 'zod'
import { ELSEWHERE } from '@/lib/model/import-notes'
import { defineRoute } from '@/lib/server/api/definition'
import { NO_QUERY, queryOf } from '@/lib/server/api/parameters'
import { SequenceParams } from '@/lib/server/api/path-ids'
import { RequestedImport, SequenceChanges } from '@/lib/server/api/schemas/sequences'

export const getSequenceChanges = defineRoute({
  id: 'getSequenceChanges',
  method: 'GET',
  path: '/api/v1/sequences/{sequenceId}/changes',
  group: 'Sequences',
  summary: 'What has changed on Mapillary',
  description: 'Since the last import of one of your sequences. Changes nothing here.',
  access: 'user',
  scope: 'import',
  params: SequenceParams,
  query: NO_QUERY,
  body: null,
  answers: { 200: { means: 'The changes.', schema: SequenceChanges } },
  errors: ['NOT_FOUND', 'CONFLICT', 'UPSTREAM_FAILED'],
  limit: 'read',
})

export const syncSequence = defineRoute({
  id: 'syncSequence',
  method: 'POST',
  path: '/api/v1/sequences/{sequenceId}/sync',
  group: 'Sequences',
  summary: 'Bring in what has changed',
  description:
    'With `elsewhere=move` also the photos that other sequences of yours here have and Mapillary has in this one: they get the next numbers, and keep their originals, marks and tags.',
  access: 'user',
  scope: 'import',
  params: SequenceParams,
  query: queryOf(z.object({ elsewhere: z.enum(ELSEWHERE).default('leave') })),
  body: null,
  answers: {
    200: { means: 'An import of it runs already.', schema: RequestedImport },
    202: { means: 'The import starts.', schema: RequestedImport },
  },
  errors: ['NOT_FOUND', 'CONFLICT', 'UPSTREAM_FAILED'],
  limit: 'write',
})
