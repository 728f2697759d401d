import { env } from '@/lib/config/env'
import type { Method, RouteDefinition } from '@/lib/server/api/definition'
import {
  type ApiTools,
  createHandler,
  type Handler,
  notAllowed,
  optionsResponse,
  type StatusOf,
} from '@/lib/server/api/handler'
import { cursorKeysFrom } from '@/lib/server/api/sign-cursor'
import { answerTools } from '@/lib/server/pages/tools'
import { admissionTools } from './admission-tools'

type Served = { route: RouteDefinition; handle: ReturnType<typeof createHandler> }

/** What Next.js calls; `route` tells tests which definition stands behind it. */
type Endpoint = ((request: Request, context: { params: Promise<unknown> }) => Promise<Response>) & {
  route?: RouteDefinition
}
type Endpoints = Record<'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS', Endpoint>

/** Ties a handler to the definition that it runs through. */
export function on<Route extends RouteDefinition, Status extends StatusOf<Route>>(
  route: Route,
  handler: Handler<Route, Status>,
): Served {
  return { route, handle: createHandler(apiTools, route, handler) }
}

/** The exports of one route file: the methods that are served, and 405 for the others. */
export function serve(...served: Served[]): Endpoints {
  const routes = served.map(({ route }) => route)
  const endpointOf = (method: Method): Endpoint => {
    const found = served.find(({ route }) => route.method === method)
    return found ? Object.assign(found.handle, { route: found.route }) : (request) => notAllowed(request, routes)
  }
  const [GET, POST, PUT, PATCH, DELETE] = [
    endpointOf('GET'),
    endpointOf('POST'),
    endpointOf('PUT'),
    endpointOf('PATCH'),
    endpointOf('DELETE'),
  ]
  return { GET, HEAD: GET, POST, PUT, PATCH, DELETE, OPTIONS: async () => optionsResponse(routes) }
}

function apiTools(): ApiTools {
  return { ...admissionTools(), cursorKeys: cursorKeysFrom(env().NEXTAUTH_SECRET), findAnswerTools: answerTools }
}
