import type { ValueCount } from '@/components/search/types'
import type { Choice } from './choices'

/** The values to choose from; what is chosen stays among them when the result no longer has it. */
export function withChosen(facet: ValueCount[] | undefined, ...chosen: (string | null)[]): Choice[] {
  const facetValues = facet ?? []
  const missing = chosen.filter((one) => one !== null && !facetValues.some(({ value }) => sameName(value, one)))
  return [
    ...missing.map((value) => ({ value: value ?? '', label: value ?? '' })),
    ...facetValues.map(({ value, count }) => ({ value, label: value, count })),
  ]
}

function sameName(a: string, b: string | null): boolean {
  return a.toLowerCase() === b?.toLowerCase()
}
