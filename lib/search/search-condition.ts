import { and, eq, gte, lt, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { photoSearch } from '@/db/schema/search'
import { AppError } from '@/lib/errors'
import type { Bbox } from '@/lib/geo/bbox'
import { insideCells } from '@/lib/photos/place-conditions'
import type { Viewer } from '@/lib/visibility/visible-rows'
import type { FilterConditions } from './filter'
import { FILTERS } from './filters'
import type { PhotoFilter } from './photo-filter'
import { resolveTerms, type Terms, termsOf } from './resolve-terms'
import { squaresOf } from './squares'

/** What photos must be to fit all filters, as conditions on `photo_search`, by how PostgreSQL finds the rows that fit. */
export type SearchCondition = {
  terms: Terms
  ownerId: number | undefined // every photo is of this user
  isOwnerInTerms: boolean // a second condition on the owner would make PostgreSQL expect next to nothing
  capturedFrom: Date | undefined
  capturedTo: Date | undefined // exclusive
  bbox: Bbox | undefined // every photo is inside
  index: SQL[] // found by an index, beside all of the above
  cheap: SQL[] // looked at row by row
  costly: SQL[] // looked at in the detections of a row
}

/**
 * The condition for photos that match the filter, for any viewer; null when none can match.
 * Throws UNAUTHENTICATED when the filter narrows to the viewer's own photos and nobody is logged in.
 */
export async function searchCondition(
  db: Db,
  { filter, viewer }: { filter: PhotoFilter; viewer: Viewer },
): Promise<SearchCondition | null> {
  const parts: FilterConditions[] = Object.values(FILTERS).map(({ conditions }) => conditions(filter))
  const isOwn = parts.some((part) => part.isOwn)
  if (isOwn && viewer === null) throw new AppError('UNAUTHENTICATED', 'backedUp: log in to search your own photos')
  const resolved = await resolveTerms(db, {
    alternatives: parts.flatMap((part) => part.terms ?? []),
    username: firstOf(parts, 'username'),
  })
  if (!resolved) return null
  const { terms, ownerIds } = resolved
  return {
    terms,
    ownerId: isOwn && viewer !== null ? viewer : ownerIds.length === 1 ? ownerIds[0] : undefined,
    isOwnerInTerms: !isOwn,
    capturedFrom: firstOf(parts, 'capturedFrom'),
    capturedTo: firstOf(parts, 'capturedTo'),
    bbox: firstOf(parts, 'bbox'),
    index: parts.flatMap((part) => present(part.index)),
    cheap: parts.flatMap((part) => present(part.cheap)),
    costly: parts.flatMap((part) => part.costly ?? []),
  }
}

/** The value of the one filter that gives it. */
function firstOf<Key extends keyof FilterConditions>(
  parts: FilterConditions[],
  key: Key,
): FilterConditions[Key] | undefined {
  return parts.map((part) => part[key]).find((value) => value !== undefined)
}

function present(conditions: (SQL | undefined)[] = []): SQL[] {
  return conditions.filter((condition) => condition !== undefined)
}

/** All of a condition; `every` are more terms that rows must have. */
export function allOf(condition: SearchCondition, every: string[] = []): SQL {
  return and(cheapConditions(condition, every), ...condition.costly) ?? sql`true`
}

/** All of a condition except what is costly to look at. */
export function cheapConditions(condition: SearchCondition, every: string[] = []): SQL {
  return and(indexConditions(condition, every), ...condition.cheap) ?? sql`true`
}

/** The part of a condition that indexes find: all rows that fit, and perhaps more. */
export function indexConditions(
  { terms, ownerId, isOwnerInTerms, bbox, index, ...times }: SearchCondition,
  every: string[] = [],
): SQL | undefined {
  return and(
    hasTerms({ every: [...terms.every, ...every], anyOf: terms.anyOf }),
    ownerId === undefined || isOwnerInTerms ? undefined : eq(photoSearch.ownerId, ownerId),
    inTime(times),
    bbox && insideCells(photoSearch, bbox),
    ...index,
  )
}

/**
 * The same condition with the box found by the terms of its squares, in the same index as the other terms; unchanged where there are too many
 * squares. So what is common in a large city is found without reading all of the city.
 */
export function bySquares(condition: SearchCondition): SearchCondition {
  const { bbox, terms } = condition
  const squares = bbox ? termsOf('square', squaresOf(bbox)) : []
  if (squares.length === 0) return condition
  return { ...condition, bbox: undefined, terms: { ...terms, anyOf: [...terms.anyOf, squares] } }
}

/** The same condition in the form that reads all rows that fit: by squares where there are other terms. */
export function scanConditions(condition: SearchCondition, every: string[] = []): SearchCondition {
  const { terms } = condition
  return terms.every.length + terms.anyOf.length + every.length > 0 ? bySquares(condition) : condition
}

export function inTime({
  capturedFrom,
  capturedTo,
}: Pick<SearchCondition, 'capturedFrom' | 'capturedTo'>): SQL | undefined {
  return and(
    capturedFrom && gte(photoSearch.capturedAt, capturedFrom),
    capturedTo && lt(photoSearch.capturedAt, capturedTo),
  )
}

export function hasTerms({ every, anyOf }: Terms): SQL | undefined {
  return and(
    every.length === 0 ? undefined : sql`${photoSearch.terms} @> ${termList(every)}`,
    ...anyOf.map((terms) => sql`${photoSearch.terms} && ${termList(terms)}`),
  )
}

export function termList(terms: string[]): SQL {
  return sql`${`{${terms.join(',')}}`}::text::bigint[]`
}
