import { defineRoute } from '@/lib/server/api/definition'
import { NO_QUERY } from '@/lib/server/api/parameters'
import { NO_PARAMS } from '@/lib/server/api/path-ids'
import { OpenApi } from '@/lib/server/api/schemas/open-api'
import { RestoreCode, RestoreProgress, RestoreRequest } from '@/lib/server/api/schemas/restore'
import { Health, Readiness } from '@/lib/server/api/schemas/system'

const shared = {
  method: 'GET',
  group: 'System',
  access: 'open',
  scope: null,
  params: NO_PARAMS,
  query: NO_QUERY,
  body: null,
  errors: [],
  limit: null,
} as const

export const getOpenApi = defineRoute({
  ...shared,
  id: 'getOpenApi',
  path: '/api/v1/openapi.json',
  summary: 'This reference, for machines',
  answers: { 200: { means: 'The OpenAPI 3.1 document.', schema: OpenApi } },
})

export const getHealth = defineRoute({
  ...shared,
  id: 'getHealth',
  path: '/healthz',
  summary: 'Whether the server runs',
  answers: { 200: { means: 'It does.', schema: Health } },
})

export const getReadiness = defineRoute({
  ...shared,
  id: 'getReadiness',
  path: '/readyz',
  summary: 'Whether everything it needs answers',
  answers: {
    200: { means: 'Database, backup and runner do.', schema: Readiness },
    503: { means: 'One of them does not, or this server is about to end.', schema: Readiness },
  },
})

export const createRestoreCode = defineRoute({
  ...shared,
  id: 'createRestoreCode',
  method: 'POST',
  path: '/api/v1/restore/code',
  summary: 'Have a code for a restore written to the log',
  description:
    'For an instance whose database is empty and whose backup is not. The code is in the log of the web server only, and begins one restore within an hour.',
  answers: { 200: { means: 'It is in the log.', schema: RestoreCode } },
  errors: ['CONFLICT'],
  limit: 'login',
})

export const restore = defineRoute({
  ...shared,
  id: 'restore',
  method: 'POST',
  path: '/api/v1/restore',
  summary: 'Restore an empty instance from its backup',
  description:
    'With the code from the log. Sent again with the same code it tells how far the restore is, and its result.',
  body: RestoreRequest,
  answers: {
    200: { means: 'How far it is, or what came of it.', schema: RestoreProgress },
    202: { means: 'It has begun.', schema: RestoreProgress },
  },
  errors: ['INVALID_INPUT', 'FORBIDDEN', 'CONFLICT'],
  limit: 'login',
})
