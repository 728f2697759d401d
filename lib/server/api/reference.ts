import { GROUPS, type Group, type RouteDefinition } from './definition'
import { openApi } from './openapi'
import type { JsonSchema } from './parameters'
import { ROUTES } from './routes'

export type ReferenceParameter = {
  name: string
  in: 'path' | 'query'
  required: boolean
  description?: string
  schema: JsonSchema
}

export type ReferenceAnswer = { status: string; description: string; type: string | null; schema: JsonSchema | null }

export type ReferenceRoute = Pick<
  RouteDefinition,
  'id' | 'method' | 'path' | 'summary' | 'access' | 'scope' | 'limit'
> & {
  description: string | null
  parameters: ReferenceParameter[]
  body: JsonSchema | null
  answers: ReferenceAnswer[]
}

export type Reference = {
  groups: { name: Group; routes: ReferenceRoute[] }[]
  schemas: { name: string; schema: JsonSchema }[]
}

/** The OpenAPI document in the shape of the page that people read. */
export function apiReference(origin: string): Reference {
  const document = openApi({ origin })
  const routes = ROUTES.map((route) => toReference(route, document.paths[route.path]?.[route.method.toLowerCase()]))
  return {
    groups: GROUPS.map((name) => ({
      name,
      routes: routes.filter((_route, at) => ROUTES[at]?.group === name),
    })).filter((group) => group.routes.length > 0),
    schemas: Object.entries(document.components.schemas)
      .map(([name, schema]) => ({ name, schema }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
  }
}

type Operation = NonNullable<ReturnType<typeof openApi>['paths'][string]>[string]

function toReference(route: RouteDefinition, operation: Operation | undefined): ReferenceRoute {
  if (!operation) throw new Error(`${route.id} is not in the document`)
  const { id, method, path, summary, access, scope, limit } = route
  return {
    ...{ id, method, path, summary, access, scope, limit },
    description: route.description ?? null,
    parameters: operation.parameters,
    body: operation.requestBody?.content['application/json'].schema ?? null,
    answers: Object.entries(operation.responses).map(([status, { description, content = {} }]) => {
      const [type = null] = Object.keys(content)
      return { status, description, type, schema: (type && content[type]?.schema) || null }
    }),
  }
}
