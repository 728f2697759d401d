import { and, eq, gt, isNotNull, isNull, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { photoSearch } from '@/db/schema/search'
import type { SortPosition } from '@/lib/search/cursor'
import type { PhotoFilter } from '@/lib/search/photo-filter'
import { termsOf } from '@/lib/search/resolve-terms'
import { hasTerms, termList } from '@/lib/search/search-condition'

/** A tag that is on a photo more often counts this often, as in `photo_terms`. */
const MOST_TIMES = 20

/** One part of a sorted result: photos that `where` lets pass, sorted by one column, the id among equals. */
export type Slice = {
  number: number // of all parts of this sort, the same for each page
  where: SQL | undefined
  every: string[] // terms that its photos have
  key: 'capturedAt' | 'viewpointCount' | null // null: only by id
  isRising: boolean
}

/** The parts of a result by date, by viewpoints or by how often a photo has the first tag; what has no date comes last among equals. */
export async function slicesOf(db: Db, { sort, tag: [tag = ''], source }: PhotoFilter): Promise<Slice[]> {
  if (sort === '-viewpoints') return viewpointSlices()
  if (sort === '-tag') return tagSlices(db, tag, source ?? 'mapillary')
  return dateSlices({ isRising: sort === 'captured_at' })
}

/** The same parts from the other end. */
export function reversed(slices: Slice[]): Slice[] {
  return slices.map((slice) => ({ ...slice, isRising: !slice.isRising })).toReversed()
}

type DateSlices = { isRising: boolean; where?: SQL; every?: string[]; number?: number }

function dateSlices({ isRising, where, every = [], number = 0 }: DateSlices): Slice[] {
  const { capturedAt } = photoSearch
  return [
    { number, where: and(isNotNull(capturedAt), where), every, key: 'capturedAt', isRising },
    { number: number + 1, where: and(isNull(capturedAt), where), every, key: null, isRising },
  ]
}

function viewpointSlices(): Slice[] {
  const count = photoSearch.viewpointCount
  return [
    {
      number: 0,
      where: gt(count, 0),
      every: termsOf('marked', ['true']),
      key: 'viewpointCount',
      isRising: false,
    },
    ...dateSlices({ isRising: false, where: eq(count, 0), number: 1 }),
  ]
}

/** A part for each number of times that a photo may have the tag; those that no photo has are left out. */
async function tagSlices(db: Db, tag: string, source: string): Promise<Slice[]> {
  const times = Array.from({ length: MOST_TIMES - 1 }, (_, index) => MOST_TIMES - index) // 20 to 2
  const terms = termsOf(
    'times',
    times.map((count) => `${source} ${tag} ${count}`),
  )
  const rows = await db.execute<{ term: string }>(
    sql`select term::text as term from search_terms where term = any(${termList(terms)})`,
  )
  const existing = new Set(rows.map(({ term }) => term))
  const often = terms.flatMap((term, index) =>
    existing.has(term) ? dateSlices({ isRising: false, every: [term], number: 2 * index }) : [],
  )
  const once = sql`not ${hasTerms({ every: [], anyOf: [terms] })}`
  return [...often, ...dateSlices({ isRising: false, where: once, number: 2 * terms.length })]
}

/** The rows of a part that come after a position in it. */
export function afterPosition({ key, isRising }: Slice, position: SortPosition): SQL {
  const beyond = sql.raw(isRising ? '>' : '<')
  if (key === null) return sql`${photoSearch.photoId} ${beyond} ${position.id}`
  const value = key === 'capturedAt' ? sql`${momentOf(position)}::timestamptz` : sql`${position.key}::int`
  return sql`(${photoSearch[key]}, ${photoSearch.photoId}) ${beyond} (${value}, ${position.id}::bigint)`
}

export function orderOf({ key, isRising }: Slice): SQL {
  const direction = sql.raw(isRising ? 'asc' : 'desc')
  return key === null
    ? sql`${photoSearch.photoId} ${direction}`
    : sql`${photoSearch[key]} ${direction}, ${photoSearch.photoId} ${direction}`
}

function momentOf({ key }: SortPosition): string {
  const moment = new Date(key ?? 0)
  return Number.isNaN(moment.getTime()) ? new Date(0).toISOString() : moment.toISOString()
}
