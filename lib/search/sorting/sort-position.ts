import { type SQL, sql } from 'drizzle-orm'
import { photoSearch } from '@/db/schema/search'
import type { SortPosition } from '@/lib/search/cursor'
import type { SearchCondition } from '@/lib/search/search-condition'
import type { Slice } from './slices'

/** What the first rows of a slice are asked with. */
export type SliceSearch = {
  condition: SearchCondition
  slice: Slice
  beyond: SQL | undefined // the rows after the last page
  after: SortPosition | undefined
  audience: SQL
  limit: number
}

export type KeyRow = { id: string; key: number | null }

/** What a sort position is made of: the id, and the key of the slice as a number. */
export function keyColumns({ key }: Slice): SQL {
  const value = {
    capturedAt: sql`(extract(epoch from ${photoSearch.capturedAt}) * 1000)::float8`,
    viewpointCount: sql`${photoSearch.viewpointCount}::float8`,
    none: sql`null::float8`,
  }
  return sql`${photoSearch.photoId} as id, ${value[key ?? 'none']} as key`
}

export function sortPositionsOf(slice: Slice, rows: Iterable<KeyRow>): SortPosition[] {
  return [...rows].map(({ id, key }) => ({ slice: slice.number, key, id: Number(id) }))
}

export function sorted(positions: SortPosition[], { isRising }: Slice): SortPosition[] {
  const sign = isRising ? 1 : -1
  return positions.toSorted((a, b) => sign * ((a.key ?? 0) - (b.key ?? 0) || a.id - b.id))
}
