import type { ValueCount } from './types'

/** Counts by value; without facets none is known. */
export function countsOf(facet: ValueCount[] | undefined): Map<string, number> {
  return new Map(facet?.map(({ value, count }) => [value, count]))
}
