import { and, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { photoSearch } from '@/db/schema/search'
import type { SortPosition } from '@/lib/search/cursor'
import { termsOf } from '@/lib/search/resolve-terms'
import { bySquares, cheapConditions, termList } from '@/lib/search/search-condition'
import { orderOf } from './slices'
import { type KeyRow, keyColumns, type SliceSearch, sorted, sortPositionsOf } from './sort-position'

/**
 * The first rows of a slice by date, month after month: for what is common, but not where the list begins. The index of terms knows
 * of each month whether anything fits, so that empty ones cost next to nothing.
 */
export async function findByMonth(db: Db, search: SliceSearch): Promise<SortPosition[]> {
  const { condition, slice, beyond, audience, limit } = search
  const months = termsOf('month', await monthsOf(db, search))
  const narrowed = bySquares(condition)
  const every = [...narrowed.terms.every, ...slice.every]
  const rows = await db.execute<KeyRow>(sql`
    select found.id, found.key from unnest(${termList(months)}) month cross join lateral (
      select ${keyColumns(slice)} from (
        select * from (
          select photo_id, captured_at from photo_search
          where ${and(audience, slice.where, beyond, cheapConditions(narrowed, slice.every))}
            and ${photoSearch.terms} @> (${termList(every)} || month)
          offset 0 -- not along the index that is sorted already: that is how the photos were not met
        ) photo_search order by ${orderOf(slice)} offset 0
      ) photo_search
      where ${and(...condition.costly) ?? sql`true`} limit ${limit} offset 0
    ) found limit ${limit}`)
  return sorted(sortPositionsOf(slice, rows), slice)
}

/** The months that may hold something, as `photo_terms` writes them, in the order of the slice. */
async function monthsOf(db: Db, { condition, slice, after }: SliceSearch): Promise<string[]> {
  const years = await db.execute<{ value: string }>(
    sql`select value from search_terms where kind = 'year' order by value`,
  )
  const months = years.flatMap(({ value }) =>
    Array.from({ length: 12 }, (_, index) => `${value}-${String(index + 1).padStart(2, '0')}`),
  )
  const start = after?.slice === slice.number && after.key !== null ? new Date(after.key) : undefined
  const first = [condition.capturedFrom, slice.isRising ? start : undefined]
  const last = [condition.capturedTo, slice.isRising ? undefined : start]
  const possible = months.filter(
    (month) =>
      first.every((moment) => !moment || month >= monthOf(moment)) &&
      last.every((moment) => !moment || month <= monthOf(moment)),
  )
  return slice.isRising ? possible : possible.toReversed()
}

function monthOf(moment: Date): string {
  return moment.toISOString().slice(0, 7)
}
