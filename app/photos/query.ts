import type { Units } from '@/lib/format/units'
import { describeSearch } from '@/lib/search/describe-search'
import { type PhotoFilter, parsePhotoFilter } from '@/lib/search/photo-filter'
import { narrowing } from '@/lib/search/search-url'

/** The query of a page as URLSearchParams. */
export function toSearchParams(query: Record<string, string | string[] | undefined>): URLSearchParams {
  return new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => [value ?? []].flat().map((text) => [name, text])),
  )
}

/** A search in words, for titles: `Photos with a bench since 1 May 2024`; null when there is none, or it is none that could be made. */
export function titleOf(params: URLSearchParams, units: Units): string | null {
  const filter = narrowing(params).size === 0 ? null : readPhotoFilter(params)
  if (filter === null) return null
  return describeSearch(filter, units)
    .map(({ text }) => text)
    .join(' ')
}

/** null: the search makes no sense. */
export function readPhotoFilter(params: URLSearchParams): PhotoFilter | null {
  try {
    return parsePhotoFilter(params)
  } catch {
    return null
  }
}
