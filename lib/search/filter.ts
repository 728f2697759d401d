import type { SQL } from 'drizzle-orm'
import type { z } from 'zod'
import type { Units } from '@/lib/format/units'
import type { Bbox } from '@/lib/geo/bbox'
import type { FilterName, FilterParam } from './filter-names'
import type { Term } from './resolve-terms'

/** A part of the sentence, and the parameters that go when it is taken away; `value` where only one of several of that name goes. */
export type SearchPart = { text: string; params: string[]; value?: string }

/** What photos must be to fit a filter, by how PostgreSQL finds them. What is absent narrows nothing. */
export type FilterConditions = {
  /** Of each list a photo has at least one term. Found in the index of terms, whatever is combined. */
  terms?: Term[][]
  /** Photos of the users of this name. */
  username?: string | undefined
  /** Only the viewer's own photos; refused when nobody is logged in. */
  isOwn?: boolean
  capturedFrom?: Date | undefined
  capturedTo?: Date | undefined // exclusive
  /** Every photo is inside. Found by cells or squares, which hold a little more: the exact condition goes under `cheap`. */
  bbox?: Bbox | undefined
  /** What an index of `photo_search` finds. */
  index?: (SQL | undefined)[]
  /** What is looked at row by row, in `photo_search` or by one look-up. */
  cheap?: (SQL | undefined)[]
  /** What is looked at in all detections and tags of a row. */
  costly?: SQL[]
}

/** A list of values with their counts that comes with a result. */
export type FacetSource<Values> = {
  /** The kinds of terms that are counted. */
  kinds: readonly string[]
  /** The filter as if nothing was chosen, so that the other choices can be seen; null: only what can be added is counted. */
  without: Partial<Values> | null
}

type Schemas = Record<string, z.ZodType>
type ValuesOf<Params extends Schemas> = z.output<z.ZodObject<Params>>

/** One row of the table of filters (`filters.ts`). */
export type Filter<Name extends FilterName, Params extends Schemas, Facet extends string> = {
  name: Name
  params: Params
  conditions: (values: ValuesOf<Params>) => FilterConditions
  sentence: (values: ValuesOf<Params>, units: Units) => SearchPart[]
  facets: Record<Facet, FacetSource<ValuesOf<Params>>>
}

/** A filter with exactly the parameters that `filter-names.ts` lists: one too few or too many does not compile. */
export function defineFilter<
  Name extends FilterName,
  Params extends Record<FilterParam<Name>, z.ZodType>,
  Facet extends string = never,
>(
  name: Name,
  filter: Omit<Filter<Name, Params, Facet>, 'name' | 'params'> & {
    params: Params & Record<Exclude<keyof Params, FilterParam<Name>>, never>
  },
): Filter<Name, Params, Facet> {
  return { ...filter, name }
}

/** The part of the sentence for a value, none without one. */
export function part<T>(value: T | undefined, text: (value: T) => string, ...params: FilterParam[]): SearchPart[] {
  return value === undefined ? [] : [{ text: text(value), params }]
}
