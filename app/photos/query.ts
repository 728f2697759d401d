import type { Units } from '@/lib/format/units'
import { describeSearch } from '@/lib/search/describe-search'
import { parsePhotoFilter } from '@/lib/search/photo-filter'
import { narrowing } from '@/lib/search/search-url'

/** The query of a page as URLSearchParams. */
export function toSearchParams(query: Record<string, string | string[] | undefined>): URLSearchParams {
  return new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => [value ?? []].flat().map((text) => [name, text])),
  )
}

/** A search in words, for titles: `Photos with a bench since 1 May 2024`; null when there is none, or it is none that could be made. */
export function titleOf(params: URLSearchParams, units: Units): string | null {
  if (narrowing(params).size === 0) return null
  try {
    return describeSearch(parsePhotoFilter(params), units)
      .map(({ text }) => text)
      .join(' ')
  } catch {
    return null
  }
}
