import { z } from 'zod'
import { limitParam } from '@/lib/model/query-params'
import { defineRoute } from '@/lib/server/api/definition'
import { idCursorParam, NO_QUERY, queryOf } from '@/lib/server/api/parameters'
import { ImportParams, NO_PARAMS } from '@/lib/server/api/path-ids'
import { Import, ImportPage } from '@/lib/server/api/schemas/imports'

const shared = { group: 'Imports', access: 'user', scope: 'import', body: null } as const
const one = { ...shared, params: ImportParams, query: NO_QUERY } as const

export const listImports = defineRoute({
  ...shared,
  id: 'listImports',
  method: 'GET',
  path: '/api/v1/imports',
  summary: 'List your imports',
  description: 'The newest first.',
  params: NO_PARAMS,
  query: queryOf(z.object({ limit: limitParam(50, 500), cursor: idCursorParam })),
  answers: { 200: { means: 'A page of imports.', schema: ImportPage } },
  errors: ['INVALID_INPUT'],
  limit: 'read',
})

export const getImport = defineRoute({
  ...one,
  id: 'getImport',
  method: 'GET',
  path: '/api/v1/imports/{importId}',
  summary: 'How far an import is',
  answers: { 200: { means: 'The import.', schema: Import } },
  errors: ['NOT_FOUND'],
  limit: 'read',
})

export const watchImport = defineRoute({
  ...one,
  id: 'watchImport',
  method: 'GET',
  path: '/api/v1/imports/{importId}/events',
  summary: 'Watch an import',
  description: 'An event with the import as JSON whenever it has changed, until it is over.',
  answers: { 200: { means: 'Server-sent events.', type: 'text/event-stream' } },
  errors: ['NOT_FOUND'],
  limit: 'read',
})

export const retryImport = defineRoute({
  ...one,
  id: 'retryImport',
  method: 'POST',
  path: '/api/v1/imports/{importId}/retry',
  summary: 'Do again what is missing',
  description: 'Of an import that failed, was cancelled or ended with errors.',
  answers: { 202: { means: 'It goes on.', schema: Import } },
  errors: ['NOT_FOUND', 'CONFLICT'],
  limit: 'write',
})

export const cancelImport = defineRoute({
  ...one,
  id: 'cancelImport',
  method: 'POST',
  path: '/api/v1/imports/{importId}/cancel',
  summary: 'Cancel an import',
  description: 'What came in stays.',
  answers: { 200: { means: 'It is cancelled.', schema: Import } },
  errors: ['NOT_FOUND', 'CONFLICT'],
  limit: 'write',
})
