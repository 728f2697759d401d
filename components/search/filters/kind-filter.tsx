'use client'

import { useSearch } from '@/components/search/search-context'
import { classNames } from '@/components/ui/class-names'
import { changed } from '@/lib/search/search-url'
import { chipClasses, chipLook } from './filter-chip'

const KINDS = [
  { value: 'true', label: '360°' },
  { value: 'false', label: 'Flat' },
]

/** Flat or 360°: two buttons of which at most one is on. */
export function KindFilter() {
  const { params, go } = useSearch()
  const chosen = params.get('pano')
  return KINDS.map(({ value, label }) => (
    <button
      key={value}
      type="button"
      aria-pressed={chosen === value}
      onClick={() => go(changed(params, { pano: chosen === value ? null : value }))}
      className={classNames(chipClasses, chipLook(chosen === value))}
    >
      {label}
    </button>
  ))
}
