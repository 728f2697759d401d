import { defineRoute } from '@/lib/server/api/definition'
import { NO_QUERY } from '@/lib/server/api/parameters'
import { NO_PARAMS } from '@/lib/server/api/path-ids'
import { OpenApi } from '@/lib/server/api/schemas/open-api'
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
