'use client'

import { useSearch } from '@/components/search/search-context'
import { changed } from '@/lib/search/search-url'
import { Choices } from './choices'
import { FilterGroup } from './filter-chip'

const CHOICES = [
  { value: 'true', label: 'Backed up' },
  { value: 'false', label: 'Not backed up yet' },
]

/** Which of your own photos; nothing for people who are not logged in. */
export function BackupChoices() {
  const { params, go, isLoggedIn } = useSearch()
  if (!isLoggedIn) return null
  const backedUp = params.get('backedUp')
  return (
    <FilterGroup title="Your own photos">
      <Choices
        choices={CHOICES}
        chosen={backedUp ? [backedUp] : []}
        onToggle={(one) => go(changed(params, { backedUp: one === backedUp ? null : one }))}
      />
    </FilterGroup>
  )
}
