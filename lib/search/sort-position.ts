import { type SQL, sql } from 'drizzle-orm'
import { photoSearch } from '@/db/schema/search'
import type { Place } from './cursor'
import type { SearchCondition } from './search-condition'
import type { Slice } from './slices'

/** What the first rows of a slice are asked with. */
export type SliceSearch = {
  condition: SearchCondition
  slice: Slice
  beyond: SQL | undefined // the rows after the last page
  after: Place | undefined
  audience: SQL
  limit: number
}

export type KeyRow = { id: string; key: number | null }

/** What a place is made of: the id, and the key of the slice as a number. */
export function keyColumns({ key }: Slice): SQL {
  const value = {
    capturedAt: sql`(extract(epoch from ${photoSearch.capturedAt}) * 1000)::float8`,
    viewpointCount: sql`${photoSearch.viewpointCount}::float8`,
    none: sql`null::float8`,
  }
  return sql`${photoSearch.photoId} as id, ${value[key ?? 'none']} as key`
}

export function placesOf(slice: Slice, rows: Iterable<KeyRow>): Place[] {
  return [...rows].map(({ id, key }) => ({ slice: slice.number, key, id: Number(id) }))
}

export function sorted(places: Place[], { isRising }: Slice): Place[] {
  const sign = isRising ? 1 : -1
  return places.toSorted((a, b) => sign * ((a.key ?? 0) - (b.key ?? 0) || a.id - b.id))
}
