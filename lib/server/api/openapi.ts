import { z } from 'zod'
import { type ErrorCode, STATUS } from '@/lib/errors'
import { SCOPE_MEANS } from '@/lib/model/people/scopes'
import { Problem } from '@/lib/server/api/schemas/common'
import { ApiSchemas } from '@/lib/server/api/schemas/registry'
import { GROUPS, type RouteDefinition } from './definition'
import { type JsonSchema, parametersOf } from './parameters'
import { ROUTES } from './routes'

const SITE_INTRODUCTION = `Street-level photos of paths, and the places worth the trip.

Everybody may read what is public. Log in on the site, or send an API token of yours (\`Authorization: Bearer mtp_…\`, from the settings
page), to see what is private to you and to change things. Lists have \`links.next\`; errors are \`application/problem+json\`.`

/** What a refusal may be beyond the errors that a definition names. */
const HTTP_ERRORS: Record<number, string> = {
  405: 'Method not allowed: the header `Allow` names those that are.',
  406: 'Not acceptable: not in a media type that `Accept` asks for.',
  413: 'Content too large.',
  415: 'Unsupported media type: send JSON.',
  429: 'Too many requests: wait for as long as `Retry-After` says.',
}

/**
 * The reference as OpenAPI 3.1, from the very definitions that the handlers run through. `strict`: answers with members that are not
 * described do not fit, for tests; readers of the API must let them pass.
 */
export function openApi({ origin, strict = false }: { origin: string; strict?: boolean }) {
  const paths: Record<string, Record<string, Operation>> = {}
  for (const route of ROUTES) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(route) }
  }
  return {
    openapi: '3.1.1' as const,
    info: {
      title: 'Map the Paths',
      version: '1',
      description: SITE_INTRODUCTION,
      license: { name: 'Photos: CC BY-SA 4.0', url: 'https://creativecommons.org/licenses/by-sa/4.0/' },
    },
    servers: [{ url: origin }],
    tags: GROUPS.map((name) => ({ name })),
    paths,
    components: {
      schemas: schemas(strict ? 'output' : 'input'),
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: `An API token. Scopes: ${Object.entries(SCOPE_MEANS)
            .map(([scope, means]) => `\`${scope}\` (${means.toLowerCase()})`)
            .join(', ')}.`,
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'next-auth.session-token',
          description: 'The login of the site.',
        },
      },
    },
  }
}

type Content = Record<string, { schema?: JsonSchema }>
type Operation = ReturnType<typeof operationOf>
type Answers = Record<string, { description: string; content?: Content }>

function operationOf(route: RouteDefinition) {
  return {
    operationId: route.id,
    tags: [route.group],
    summary: route.summary,
    ...(route.description && { description: route.description }),
    ...(route.scope && { 'x-scope': route.scope }),
    security: securityOf(route),
    parameters: [...pathParameters(route), ...queryParameters(route)],
    ...(route.body && {
      requestBody: { required: true, content: { 'application/json': { schema: reference(route.body) } } },
    }),
    responses: answersOf(route),
  }
}

function answersOf(route: RouteDefinition): Answers {
  return { ...goodAnswers(route), ...badAnswers(route) }
}

function securityOf({ access }: RouteDefinition): Record<string, string[]>[] {
  if (access === 'open') return []
  if (isOfSessions(access)) return [{ session: [] }]
  return [...(access === 'public' ? [{}] : []), { token: [] }, { session: [] }]
}

/** Whether no token will do. */
function isOfSessions(access: RouteDefinition['access']): boolean {
  return access === 'session' || access === 'moderator' || access === 'admin'
}

function pathParameters({ params, path }: RouteDefinition) {
  return parametersOf(params).map(({ name, schema }) => {
    if (!path.includes(`{${name}}`)) throw new Error(`${path} has no {${name}}`)
    return { name, in: 'path' as const, required: true, schema }
  })
}

function queryParameters({ query }: RouteDefinition) {
  return parametersOf(query.schema).map(({ name, isRequired, isRepeatable, schema: { description, ...schema } }) => ({
    name,
    in: 'query' as const,
    required: isRequired,
    ...(typeof description === 'string' && { description }),
    ...(isRepeatable && { explode: true }),
    schema,
  }))
}

const NO_CONTENT = '204'

function goodAnswers(route: RouteDefinition) {
  const answers = Object.entries(route.answers).map(
    ([status, { means, schema, type = 'application/json', otherTypes = [] }]) => [
      status,
      {
        description: means,
        ...(status !== NO_CONTENT && {
          content: {
            [type]: schema ? { schema: reference(schema) } : {},
            ...Object.fromEntries(otherTypes.map((other) => [other, {}])),
          },
        }),
      },
    ],
  )
  const isKnowable =
    route.method === 'GET' && ((route.access !== 'user' && !isOfSessions(route.access)) || route.limit === 'picture')
  return {
    ...Object.fromEntries(answers),
    ...(isKnowable && { 304: { description: 'As you have it (`If-None-Match`).' } }),
  }
}

function badAnswers(route: RouteDefinition) {
  const statuses = new Map<number, string>()
  for (const code of errorsOf(route)) statuses.set(...describedError(code))
  const { body, limit } = route
  for (const status of [405, 406, ...(body ? [413, 415] : []), ...(limit ? [429] : [])]) {
    statuses.set(status, HTTP_ERRORS[status] ?? '')
  }
  return Object.fromEntries(
    [...statuses]
      .sort(([a], [b]) => a - b)
      .map(([status, description]) => [
        status,
        { description, content: { 'application/problem+json': { schema: reference(Problem) } } },
      ]),
  )
}

/** Those that the definition names, and those that come with its kind. */
function errorsOf({ access, scope, method, limit, errors }: RouteDefinition): Set<ErrorCode> {
  const usual: ErrorCode[] = []
  if (access !== 'open') usual.push('UNAUTHENTICATED')
  if (scope || method !== 'GET' || isOfSessions(access)) usual.push('FORBIDDEN')
  if (limit) usual.push('RATE_LIMITED', 'UNAVAILABLE')
  return new Set([...errors, ...usual])
}

function describedError(code: ErrorCode): [status: number, description: string] {
  const [status, title] = STATUS[code]
  return [status, `${title}.`]
}

function reference(schema: z.ZodType): JsonSchema {
  const id = ApiSchemas.get(schema)?.id
  if (!id) throw new Error('A schema of the API has no name: lib/server/api/schemas/registry.ts')
  return { $ref: `#/components/schemas/${id}` }
}

function schemas(io: 'input' | 'output'): Record<string, JsonSchema> {
  const all = z.toJSONSchema(ApiSchemas, { io, uri: (id) => `#/components/schemas/${id}`, unrepresentable: 'any' })
  return Object.fromEntries(
    Object.entries(all.schemas).map(([name, { $schema: _schema, $id: _id, ...schema }]) => [name, schema]),
  )
}
