'use client'

import { Image, Orbit } from 'lucide-react'
import { classNames } from '@/components/ui/class-names'
import { changed } from '@/lib/photos/search-url'
import { chipClasses, chipLook } from './filter-chip'
import { useSearch } from './search-context'

const KINDS = [
  { value: 'true', label: '360°', icon: Orbit },
  { value: 'false', label: 'Flat', icon: Image },
]

/** Flat or 360°: two buttons of which at most one is on. */
export function KindFilter() {
  const { params, go } = useSearch()
  const chosen = params.get('pano')
  return KINDS.map(({ value, label, icon: Icon }) => (
    <button
      key={value}
      type="button"
      aria-pressed={chosen === value}
      onClick={() => go(changed(params, { pano: chosen === value ? null : value }))}
      className={classNames(chipClasses, chipLook(chosen === value))}
    >
      <Icon aria-hidden /> {label}
    </button>
  ))
}
