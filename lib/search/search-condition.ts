import { and, eq, gte, lt, lte, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { photoSearch } from '@/db/schema/search'
import { AppError } from '@/lib/errors'
import { areaBbox } from '@/lib/geo/area'
import type { Bbox } from '@/lib/geo/bbox'
import { boxAround, distanceTo, insideArea, insideBbox, insideCells } from '@/lib/photos/place-conditions'
import type { Viewer } from '@/lib/visibility/visible-rows'
import { sinceMoment } from './filter-params'
import type { PhotoFilter } from './photo-filter'
import { escapeLike, resolveTerms, type Terms, termsOf } from './resolve-terms'
import { squaresOf } from './squares'

/** A filter as conditions on `photo_search`, told apart by how rows that fit are found. */
export type SearchCondition = {
  terms: Terms
  ownerId: number | undefined // every photo is of this user
  isOwnerInTerms: boolean // then asking for the owner too would make PostgreSQL expect next to nothing
  capturedFrom: Date | undefined
  capturedTo: Date | undefined // exclusive
  bbox: Bbox | undefined // every photo is inside
  indexed: SQL[] // what an index can find, beside all of the above
  checked: SQL[] // what is looked at row by row
  costly: SQL[] // what is looked at in the detections of a row
}

/**
 * What photos have to be to fit the filter, whoever looks; null when there is none that fits.
 * Throws UNAUTHENTICATED when nobody is logged in and the filter asks for the caller's own photos.
 */
export async function searchCondition(
  db: Db,
  { filter, viewer }: { filter: PhotoFilter; viewer: Viewer },
): Promise<SearchCondition | null> {
  const isOwn = filter.backedUp !== undefined
  if (isOwn && viewer === null) throw new AppError('UNAUTHENTICATED', 'backedUp: log in to search your own photos')
  const found = await resolveTerms(db, filter)
  if (!found) return null
  const { terms, ownerIds } = found
  const { bbox, area, near, radius, sequence, minAltitude, maxAltitude, minViewpoints = 0 } = filter
  return {
    terms,
    ownerId: isOwn && viewer !== null ? viewer : ownerIds.length === 1 ? ownerIds[0] : undefined,
    isOwnerInTerms: !isOwn,
    capturedFrom: startOf(filter),
    capturedTo: filter.to,
    bbox: area ? areaBbox(area) : (bbox ?? (near && boxAround(near, radius))),
    indexed: present(
      sequence === undefined ? undefined : eq(photoSearch.sequenceId, sequence),
      // The second half is what the index is made for.
      minViewpoints > 0
        ? and(gte(photoSearch.viewpointCount, minViewpoints), sql`${photoSearch.viewpointCount} > 0`)
        : undefined,
      minAltitude === undefined ? undefined : gte(photoSearch.altitude, minAltitude),
      maxAltitude === undefined ? undefined : lte(photoSearch.altitude, maxAltitude),
    ),
    checked: present(
      bbox && insideBbox(photoSearch, bbox),
      area && insideArea(photoSearch, area),
      near && sql`${distanceTo(photoSearch, near)} <= ${radius}::float8`,
      looking(filter),
      backedUp(filter),
    ),
    costly: qualityConditions(filter),
  }
}

/** All of a condition; `every` are more words that rows must have. */
export function allOf(condition: SearchCondition, every: string[] = []): SQL {
  return and(atFirstSight(condition, every), ...condition.costly) ?? sql`true`
}

/** All of a condition but what is costly to look at. */
export function atFirstSight(condition: SearchCondition, every: string[] = []): SQL {
  return and(findable(condition, every), ...condition.checked) ?? sql`true`
}

/** The part of a condition that indexes can find: no fewer rows than fit. */
export function findable(
  { terms, ownerId, isOwnerInTerms, bbox, indexed, ...times }: SearchCondition,
  every: string[] = [],
): SQL | undefined {
  return and(
    hasTerms({ every: [...terms.every, ...every], anyOf: terms.anyOf }),
    ownerId === undefined || isOwnerInTerms ? undefined : eq(photoSearch.ownerId, ownerId),
    inTime(times),
    bbox && insideCells(photoSearch, bbox),
    ...indexed,
  )
}

/**
 * The same condition with the box found by the words of its squares, in the index of the other words; where there are too many squares, as it was.
 * What is common in a large city is found so without reading all of the city.
 */
export function bySquares(condition: SearchCondition): SearchCondition {
  const { bbox, terms } = condition
  const squares = bbox ? termsOf('square', squaresOf(bbox)) : []
  if (squares.length === 0) return condition
  return { ...condition, bbox: undefined, terms: { ...terms, anyOf: [...terms.anyOf, squares] } }
}

/** The way to read all that fits: by squares where there are other words. */
export function readable(condition: SearchCondition, every: string[] = []): SearchCondition {
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

/** The later one of `from` and of what `since` means. */
function startOf({ from, since }: PhotoFilter): Date | undefined {
  const preset = since === undefined ? undefined : sinceMoment(since, new Date())
  if (!from || !preset) return from ?? preset
  return from > preset ? from : preset
}

function looking({ heading, headingTolerance }: PhotoFilter): SQL | undefined {
  if (heading === undefined) return undefined
  const apart = sql`abs(${photoSearch.compassAngle} - ${heading}::float8)`
  return sql`least(${apart}, 360 - ${apart}) <= ${headingTolerance}::float8`
}

function backedUp({ backedUp: wanted }: PhotoFilter): SQL | undefined {
  if (wanted === undefined) return undefined
  return sql`(select p.backed_up_at is not null from photos p where p.id = ${photoSearch.photoId}) = ${wanted}`
}

/**
 * Score and area are asked of one and the same region that has the tag; those of people have no score. A subquery for each row: joined,
 * all regions of a common tag would be read.
 */
function qualityConditions({ tag, source, minScore, minArea }: PhotoFilter): SQL[] {
  if (minScore === undefined && minArea === undefined) return []
  const large = minArea === undefined ? sql`true` : sql`area >= ${minArea}::float8`
  const sure = minScore === undefined ? sql`true` : sql`score >= ${minScore}::float8`
  return (tag.length === 0 ? ['*'] : tag).map((value) => {
    const named = (column: SQL) =>
      value.endsWith('*') ? sql`${column} like ${`${escapeLike(value.slice(0, -1))}%`}` : sql`${column} = ${value}`
    const detected = sql`(select true from detections where photo_id = ${photoSearch.photoId} and ${named(sql`value`)} and ${large} and ${sure} limit 1)`
    const tagged = sql`(select true from tags where photo_id = ${photoSearch.photoId} and ${named(sql`type`)} and ${large} and removed_at is null limit 1)`
    if (minScore !== undefined) return source === 'mtp' ? sql`false` : detected
    if (source !== undefined) return source === 'mtp' ? tagged : detected
    return sql`coalesce(${detected}, ${tagged})`
  })
}

function present(...conditions: (SQL | undefined)[]): SQL[] {
  return conditions.filter((condition) => condition !== undefined)
}
