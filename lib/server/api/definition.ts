import type { z } from 'zod'
import type { ErrorCode } from '@/lib/errors'
import type { RateLimitClass } from '@/lib/model/limits'
import type { Scope } from '@/lib/model/people/scopes'
import type { Access } from '@/lib/server/admission/with-admission'
import type { Query } from './parameters'

export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
export type Method = (typeof METHODS)[number]

/** The chapters of the reference, in their order. */
export const GROUPS = [
  'Photos',
  'Viewpoints',
  'Tags',
  'Sequences',
  'Imports',
  'Vault',
  'Takeouts',
  'People',
  'Notices',
  'Reports',
  'Administration',
  'STAC',
  'System',
] as const
export type Group = (typeof GROUPS)[number]

/**
 * What a route answers when all is well: JSON that fits `schema`, or, without one, bytes of the media type (none: no body).
 * `otherTypes` are had by asking for them.
 */
export type Answer = { means: string; schema?: z.ZodType; type?: string; otherTypes?: readonly string[] }

/**
 * One route and method: what the handler runs through, the reference is written from and the tests walk over. Schemas of answers and
 * bodies have names in `ApiSchemas`.
 */
export type RouteDefinition = {
  id: string // operationId
  method: Method
  path: `/${string}` // as OpenAPI writes it: /api/v1/photos/{photoId}
  group: Group
  summary: string
  description?: string
  access: Exclude<Access, 'token'>
  scope: Scope | null // what a token needs; null with `open`, and where any token will do
  params: z.ZodObject
  query: Query<unknown>
  body: z.ZodType | null // JSON
  answers: Readonly<Record<number, Answer>>
  errors: readonly ErrorCode[] // besides those that every route of its kind may answer
  limit: RateLimitClass | null // null: not counted
  isShared?: boolean // strangers who ask for the same address get one answer: `lib/visibility/page-revision.ts` knows all it is made of
}

/** Keeps the exact types of a definition, so that its handler is held to them. */
export function defineRoute<const Route extends RouteDefinition>(route: Route): Route {
  return route
}
