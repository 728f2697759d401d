import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import type { Db } from '@/db/client'
import { openApi } from '@/lib/server/api/openapi'
import { ROUTES } from '@/lib/server/api/routes'
import { problemOfAnswer } from './api-answers'
import type { People, Scene } from './api-scene'

const document = openApi({ origin: 'http://mtp.test' })
const PATIENCE_MS = 20_000

type Schema = Record<string, unknown>
type Route = (typeof ROUTES)[number]
type Operation = NonNullable<(typeof document)['paths'][string]>[string]

/** One request as it is sent; `path` has its query. */
export type FuzzedRequest = { route: Route; path: string; caller: FuzzedCaller; body: string | null }
const FUZZED_CALLERS = ['anonymous', 'user', 'owner', 'foreign', 'admin'] as const
type FuzzedCaller = (typeof FUZZED_CALLERS)[number]

const NASTY = [
  ...['', '0', '-1', '1e309', 'NaN', '999999999999999999999', '9007199254740993', '١٢', 'null', 'true', '[]', '{}'],
  ...["' or 1=1 --", '%', '%00', '\u0000', '../../etc/passwd', '\ud83d\ude00', 'é'.normalize('NFD'), '*', '\\', '"'],
  ...['2024-02-31', '0001-01-01T00:00:00Z', '0,0,0,0', '180,90', '-180,-90,180,90', 'a'.repeat(3_000)],
]

/** Requests from the OpenAPI document, most of them nearly right; ids of the scene among those that nothing has. */
export function fuzzedRequests(scene: Scene, people: People): fc.Arbitrary<FuzzedRequest> {
  const known = knownValues(scene, people)
  return fc.constantFrom(...ROUTES).chain((route) => {
    const operation = document.paths[route.path]?.[route.method.toLowerCase()]
    if (!operation) throw new Error(`${route.id} is not in the document`)
    return fc.record({
      route: fc.constant(route),
      path: pathOf(route.path, operation, known),
      caller: fc.constantFrom(...FUZZED_CALLERS),
      body: bodyOf(operation),
    })
  })
}

/** Sends a request; what is wrong with how it went, or null. `read` gives the state of the database. */
export async function problemOfRequest(
  url: string,
  { route, path, caller, body }: FuzzedRequest,
  people: People,
): Promise<{ status: number; problem: string | null }> {
  const headers = { ...people.headers[caller], ...(body !== null && { 'content-type': 'application/json' }) }
  const answer = await fetch(url + path, {
    method: route.method,
    headers,
    redirect: 'manual',
    signal: AbortSignal.timeout(PATIENCE_MS),
    ...(body !== null && { body }),
  })
  // What is no path of ours any more, such as one with an empty part, is answered by Next.js.
  const isElsewhere = answer.status === 404 && !answer.headers.get('content-type')?.includes('problem+json')
  if (answer.status === 308 || isElsewhere) return { status: answer.status, problem: null }
  if (answer.status >= 500) return { status: answer.status, problem: `${answer.status}: ${await answer.text()}` }
  return { status: answer.status, problem: await problemOfAnswer(route, answer) }
}

/** A digest of everything that people and imports have stored; when a token was used last is none of it. */
export async function digestOf(db: Db): Promise<string> {
  const tables = await db.execute<{ name: string }>(sql`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not in ('rate_limits') order by 1`)
  const parts = tables.map(
    ({ name }) => sql`
      select ${name}::text || ' ' || coalesce(md5(string_agg((to_jsonb(t) - 'last_used_at')::text, ',' order by (to_jsonb(t) - 'last_used_at')::text)), '') as part
      from ${sql.identifier(name)} t`,
  )
  const rows = await db.execute<{ part: string }>(sql.join(parts, sql` union all `))
  return rows
    .map(({ part }) => part)
    .toSorted() // PostgreSQL may read several tables at once
    .join('\n')
}

function knownValues(scene: Scene, people: People): Record<string, string[]> {
  const about = [scene.public, scene.private, scene.unpublished, scene.deleted]
  return {
    photoId: about.map(({ photoId }) => String(photoId)),
    blurId: about.map(({ blurId }) => String(blurId)),
    tagId: about.map(({ tagId }) => String(tagId)),
    sequenceId: about.map(({ sequenceId }) => String(sequenceId)),
    sequence: about.map(({ sequenceId }) => String(sequenceId)),
    importId: about.map(({ importId }) => String(importId)),
    takeoutId: about.map(({ takeoutId }) => String(takeoutId)),
    username: [people.owner.username, people.user.username],
    user: [people.owner.username],
    value: ['bench', 'surface--gravel'],
    tag: ['bench', 'object--*'],
  }
}

function pathOf(path: string, { parameters }: Operation, known: Record<string, string[]>): fc.Arbitrary<string> {
  const inPath = parameters.filter((parameter) => parameter.in === 'path')
  const inQuery = parameters.filter((parameter) => parameter.in === 'query')
  const values = fc.record(Object.fromEntries(inPath.map(({ name, schema }) => [name, textOf(schema, known[name])])))
  const query = fc.record(
    Object.fromEntries(inQuery.map(({ name, schema }) => [name, queryValues(schema, known[name])])),
    { requiredKeys: [] },
  )
  return fc.tuple(values, query).map(([filled, asked]) => {
    const search = new URLSearchParams(
      Object.entries(asked).flatMap(([name, several]) => (several ?? []).map((value) => [name, wellFormed(value)])),
    )
    const whole = path.replace(/\{(\w+)\}/g, (_match, name) => encodeURIComponent(wellFormed(filled[name] ?? '')))
    return search.size === 0 ? whole : `${whole}?${search}`
  })
}

/** Half of a surrogate pair cannot be sent at all. */
function wellFormed(text: string): string {
  return text.toWellFormed()
}

function queryValues(schema: Schema, known: string[] | undefined): fc.Arbitrary<string[]> {
  const item = schema.type === 'array' && isSchema(schema.items) ? schema.items : schema
  return fc.array(textOf(item, known), { minLength: 1, maxLength: schema.type === 'array' ? 3 : 1 })
}

function textOf(schema: Schema, known: string[] = []): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 5, arbitrary: known.length > 0 ? fc.constantFrom(...known) : valueFor(schema).map(String) },
    { weight: 2, arbitrary: valueFor(schema).map(String) },
    { weight: 2, arbitrary: fc.constantFrom(...NASTY) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
  )
}

function bodyOf({ requestBody }: Operation): fc.Arbitrary<string | null> {
  const schema = requestBody?.content['application/json'].schema
  if (!schema) return fc.constant(null)
  return fc.oneof(
    { weight: 5, arbitrary: valueFor(schema).map((value) => JSON.stringify(value)) },
    { weight: 2, arbitrary: fc.jsonValue().map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: fc.constantFrom('', '{', 'null', '[]', '"\u0000"', '{"value":"\\u0000"}') },
  )
}

/** A value that fits a JSON Schema, as far as it says what fits. */
function valueFor(schema: Schema): fc.Arbitrary<unknown> {
  const { $ref, anyOf, oneOf, enum: values, const: value, type, items, prefixItems, properties, required } = schema
  if (typeof $ref === 'string') return valueFor(document.components.schemas[$ref.split('/').at(-1) ?? ''] ?? {})
  const choices = anyOf ?? oneOf
  if (Array.isArray(choices)) return fc.oneof(...choices.map(valueFor))
  if (Array.isArray(values)) return fc.constantFrom(...values)
  if (value !== undefined) return fc.constant(value)
  if (Array.isArray(type)) return fc.oneof(...type.map((each) => valueFor({ ...schema, type: each })))
  if (type === 'array') {
    if (Array.isArray(prefixItems)) return fc.tuple(...prefixItems.map(valueFor))
    return fc.array(isSchema(items) ? valueFor(items) : fc.jsonValue(), { maxLength: 5 })
  }
  if (type === 'object' && isSchema(properties)) {
    const members = Object.entries(properties).map(([name, member]) => [name, valueFor(isSchema(member) ? member : {})])
    const requiredKeys = Array.isArray(required) ? required.map(String) : []
    const model: Record<string, fc.Arbitrary<unknown>> = Object.fromEntries(members)
    return fc.record(model, { requiredKeys })
  }
  return plainValueOf(schema)
}

function plainValueOf({ type, minimum, maximum, format, pattern }: Schema): fc.Arbitrary<unknown> {
  const [min, max] = [typeof minimum === 'number' ? minimum : -1e6, typeof maximum === 'number' ? maximum : 1e6]
  if (type === 'integer') return fc.integer({ min: Math.ceil(min), max: Math.min(Math.floor(max), 2 ** 53 - 1) })
  if (type === 'number') return fc.double({ min, max, noNaN: true })
  if (type === 'boolean') return fc.boolean()
  if (type === 'null') return fc.constant(null)
  if (type !== 'string') return fc.jsonValue()
  if (format === 'date') return fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10))
  if (format === 'date-time') return fc.date({ noInvalidDate: true }).map((date) => date.toISOString())
  if (typeof pattern === 'string') return fc.stringMatching(new RegExp(pattern))
  return fc.oneof(fc.string({ maxLength: 40 }), fc.string({ unit: 'grapheme', maxLength: 40 }))
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
