import type { z } from 'zod'
import { AppError, HttpError } from '@/lib/errors'
import type { Caller } from '@/lib/server/admission/caller'
import { type AdmissionTools, findCaller, withAdmission } from '@/lib/server/admission/with-admission'
import { CACHE_CONTROL } from '@/lib/server/http/cache-control'
import { isNotModified, weakEtag } from '@/lib/server/http/etag'
import { gzipped } from '@/lib/server/http/gzipped'
import { handleErrors } from '@/lib/server/http/handle-errors'
import { preferredType } from '@/lib/server/http/negotiate'
import { readJson } from '@/lib/server/http/read-json'
import type { RouteDefinition } from './definition'
import { type AnswerTools, shareAnswer } from './shared-answer'
import { type CursorKeys, listName, openCursor, signCursor } from './sign-cursor'

/** What the API needs from the world. */
export type ApiTools = AdmissionTools & { cursorKeys: CursorKeys; findAnswerTools: () => AnswerTools }

type ForCallers = Exclude<RouteDefinition['access'], 'open' | 'public'>

/** A request that passed: known caller, valid input. */
type Call<Route extends RouteDefinition> = {
  params: z.output<Route['params']>
  query: ReturnType<Route['query']['read']>
  body: Route['body'] extends z.ZodType ? z.output<Route['body']> : undefined
  caller: Route['access'] extends ForCallers ? Caller : Caller | null
  viewer: Route['access'] extends ForCallers ? number : number | null // the caller's user id
  origin: string // of this site
  /** The address of the next page; null without a cursor. */
  nextUrl: (cursor: string | null) => string | null
  /** For answers that go on: whether the session, or the token, has not been ended meanwhile. */
  isStillCaller: () => Promise<boolean>
  request: Request
}

export type StatusOf<Route extends RouteDefinition> = keyof Route['answers'] & number

type BodyOf<Route extends RouteDefinition, Status extends StatusOf<Route>> = Route['answers'][Status] extends {
  schema: infer Schema extends z.ZodType
}
  ? z.input<Schema>
  : never

/** JSON that the definition knows, or, for other media types, the response itself. */
type Reply<Route extends RouteDefinition, Status extends StatusOf<Route>> =
  | { status: Status; body: BodyOf<Route, Status>; headers?: Record<string, string> }
  | Response

export type Handler<Route extends RouteDefinition, Status extends StatusOf<Route>> = (
  call: Call<Route>,
) => Promise<Reply<Route, Status>>

/** A call of some route: its body is whatever that route's schema made of it. */
type SomeCall = Omit<Call<RouteDefinition>, 'body'> & { body: unknown }

type Context = { params: Promise<unknown> }
const JSON_TYPES = ['application/json', 'application/geo+json']
const EXPOSED = 'ETag, Link, Location, RateLimit, RateLimit-Policy, Retry-After'

/** What Next.js calls for a route and method: admission, then sound input, then one call of the handler. */
export function createHandler<Route extends RouteDefinition, Status extends StatusOf<Route>>(
  findTools: () => ApiTools,
  route: Route,
  handler: Handler<Route, Status>,
): (request: Request, context: Context) => Promise<Response> {
  return async (request, context) => {
    const response = await withAdmission(findTools, request, route, async (caller) => {
      assertAcceptable(request, route)
      const answer = async (asked: Request) => {
        const call = await readCall(findTools(), route, asked, context, caller)
        // Parsed by the schemas of this very route, which TypeScript cannot follow from a route in general.
        return toHttp(route, asked, caller, await handler(call as Call<Route>))
      }
      const isShared = route.isShared && caller === null && request.method === 'GET'
      return isShared ? shareAnswer(findTools().findAnswerTools(), request, answer) : answer(request)
    })
    for (const [name, value] of Object.entries(corsHeaders(route))) response.headers.append(name, value)
    return gzipped(request, response)
  }
}

function assertAcceptable(request: Request, route: RouteDefinition): void {
  const types = typesOf(route)
  if (preferredType(request.headers, types) !== undefined) return
  throw new HttpError(406, 'Not acceptable', `This is answered as ${types.join(' or ')}`)
}

async function readCall(
  tools: ApiTools,
  route: RouteDefinition,
  request: Request,
  context: Context,
  caller: Caller | null,
): Promise<SomeCall> {
  const url = new URL(request.url)
  const origin = new URL(tools.siteUrl).origin
  if (/%00/.test(url.search)) throw new AppError('INVALID_INPUT', 'The query holds a zero character')
  const params = route.params.safeParse((await context.params) ?? {})
  if (!params.success) throw new AppError('NOT_FOUND', `There is nothing at ${url.pathname.slice(0, 100)}`)
  const list = listName(route.id, url.searchParams)
  const search = new URLSearchParams(url.searchParams)
  const cursor = search.get('cursor')?.trim()
  if (cursor) search.set('cursor', openCursor(tools.cursorKeys, list, cursor))
  const query = route.query.read(search)
  const body = route.body ? route.body.parse(await readJson(request)) : undefined
  const nextUrl = (next: string | null) => {
    if (next === null) return null
    search.set('cursor', signCursor(tools.cursorKeys, list, next))
    return `${origin}${url.pathname}?${search}`
  }
  const viewer = caller?.user.id ?? null
  const isStillCaller = async () => ((await findCaller(tools, request, route.access))?.user.id ?? null) === viewer
  return { params: params.data, query, body, caller, viewer, origin, nextUrl, isStillCaller, request }
}

function toHttp(
  route: RouteDefinition,
  request: Request,
  caller: Caller | null,
  reply: { status: number; body: unknown; headers?: Record<string, string> } | Response,
): Response {
  if (reply instanceof Response) return reply
  const body = JSON.stringify(reply.body)
  const headers = new Headers({
    'content-type': route.answers[reply.status]?.type ?? 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    'x-content-type-options': 'nosniff',
    ...reply.headers,
  })
  const next = nextOf(reply.body)
  if (next) headers.set('link', `<${next}>; rel="next"`)
  if (isForCallers(route) || route.method !== 'GET') headers.set('cache-control', CACHE_CONTROL.noStore)
  else {
    // Asked for again each time, so that a takedown is gone at once; what is unchanged costs no bytes.
    if (!headers.has('cache-control'))
      headers.set('cache-control', caller ? CACHE_CONTROL.privateRevalidate : CACHE_CONTROL.publicRevalidate)
    const etag = weakEtag(body)
    headers.set('etag', etag)
    if (isNotModified(request, etag)) return new Response(null, { status: 304, headers })
  }
  return new Response(request.method === 'HEAD' ? null : body, { status: reply.status, headers })
}

function isForCallers({ access }: Pick<RouteDefinition, 'access'>): boolean {
  return access !== 'open' && access !== 'public'
}

function nextOf(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || !('links' in body)) return null
  const { links } = body
  const next = typeof links === 'object' && links !== null && 'next' in links ? links.next : null
  return typeof next === 'string' ? next : null
}

/** The media types of a route's good answers. */
function typesOf(route: RouteDefinition): string[] {
  const types = Object.values(route.answers).flatMap(({ type = 'application/json', otherTypes = [] }) => [
    type,
    ...otherTypes,
  ])
  return [...new Set(types.some((type) => JSON_TYPES.includes(type)) ? [...types, ...JSON_TYPES] : types)]
}

/** Pages of other sites may read what everybody may read; a cookie is never taken from them, a token is. */
function corsHeaders({ method, access }: RouteDefinition): Record<string, string> {
  if (method !== 'GET' || isForCallers({ access })) return {}
  return {
    'access-control-allow-origin': '*',
    'access-control-expose-headers': EXPOSED,
    ...(access === 'public' && { vary: 'authorization, cookie' }),
  }
}

/** 204 for OPTIONS: which methods there are, and what pages of other sites may send. */
export function optionsResponse(routes: RouteDefinition[]): Response {
  const isReadable = routes.some((route) => 'access-control-allow-origin' in corsHeaders(route))
  return new Response(null, {
    status: 204,
    headers: {
      allow: allowed(routes),
      ...(isReadable && {
        'access-control-allow-origin': '*',
        'access-control-allow-methods': 'GET, HEAD',
        'access-control-allow-headers': 'authorization, if-none-match',
        'access-control-max-age': '86400',
      }),
    },
  })
}

export function notAllowed(request: Request, routes: RouteDefinition[]): Promise<Response> {
  return handleErrors(async () => {
    const allow = allowed(routes)
    throw new HttpError(405, 'Method not allowed', `${request.method} is not possible here, but ${allow}`, { allow })
  })
}

function allowed(routes: RouteDefinition[]): string {
  const methods = routes.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
  return [...methods, 'OPTIONS'].join(', ')
}
