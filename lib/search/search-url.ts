import type { SearchPart } from './filter'
import { FILTER_PARAMS } from './filter-names'

const NARROWING: ReadonlySet<string> = new Set(Object.values(FILTER_PARAMS).flat())

/** Only what narrows the search, without its order, page and how it is shown: the same names in pages, in the API and in filtered tiles. */
export function narrowing(params: URLSearchParams): URLSearchParams {
  return only(params, (name) => NARROWING.has(name))
}

/** Whether something but the part of the map narrows the search: without it, map and list show all that is public. */
export function isNarrowed(params: URLSearchParams): boolean {
  return narrowing(changed(params, { bbox: null })).size > 0
}

/** What makes a search: what narrows it, and its order. The viewer takes it over to walk through the result. */
export function searchOf(params: URLSearchParams): URLSearchParams {
  return only(params, (name) => NARROWING.has(name) || name === 'sort')
}

/** The search as its result is walked. Lists begin with the newest; a walk leads the way that was taken, unless another order was chosen. */
export function walkOf(search: string): URLSearchParams {
  const query = new URLSearchParams(search)
  if (!query.has('sort')) query.set('sort', 'captured_at')
  return query
}

/** A path with a query, if there is any. */
export function pathWith(path: string, params: URLSearchParams): string {
  const query = params.toString().replaceAll('%2C', ',').replaceAll('%3A', ':') // both may stand in a query as they are
  return query === '' ? path : `${path}?${query}`
}

/**
 * The same search with other values; a list stands for repeated parameters, null takes one out. It starts at its first page again, and an order
 * goes with what it needs.
 */
export function changed(
  params: URLSearchParams,
  changes: Record<string, string | string[] | number | boolean | null>,
): URLSearchParams {
  const next = only(params, (name) => name !== 'cursor' && !(name in changes))
  for (const [name, value] of Object.entries(changes)) {
    for (const one of [value].flat()) if (one !== null && one !== '') next.append(name, String(one))
  }
  const isLost = { '-tag': !hasCountedTag(next), distance: !next.has('near') }[next.get('sort') ?? '']
  if (isLost) next.delete('sort')
  return next
}

/** Whether photos can be ordered by how much of the tag they show: of one value, not of a branch of the class tree. */
export function hasCountedTag(params: URLSearchParams): boolean {
  return params.get('tag')?.endsWith('*') === false
}

/** The search with one value of a repeated parameter more, or without it where it has it. */
export function toggled(params: URLSearchParams, name: string, value: string): URLSearchParams {
  const values = params.getAll(name)
  return changed(params, {
    [name]: values.includes(value) ? values.filter((other) => other !== value) : [...values, value],
  })
}

/** The search as it is when a part of its sentence is taken away. */
export function withoutPart(params: URLSearchParams, { params: names, value }: SearchPart): URLSearchParams {
  const keep = (name: string) => (value === undefined ? null : params.getAll(name).filter((other) => other !== value))
  return changed(params, Object.fromEntries(names.map((name) => [name, keep(name)])))
}

function only(params: URLSearchParams, isKept: (name: string) => boolean): URLSearchParams {
  return new URLSearchParams([...params].filter(([name, value]) => value.trim() !== '' && isKept(name)))
}
