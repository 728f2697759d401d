'use client'

import { useSearch } from '@/components/search/search-context'
import { changed, toggled } from '@/lib/search/search-url'
import { Choices } from './choices'
import { FilterGroup } from './filter-chip'
import { withChosen } from './with-chosen'

const MAX_TAGS = 12

/** How the sequence was travelled; nothing where that is not known. */
export function TransportChoices() {
  const { params, go, facets } = useSearch()
  const chosen = params.get('transport')
  const choices = withChosen(facets?.transport, chosen)
  if (choices.length === 0) return null
  return (
    <FilterGroup title="Transport">
      <Choices
        choices={choices}
        chosen={chosen === null ? [] : [chosen]}
        onToggle={(one) => go(changed(params, { transport: one === chosen ? null : one }))}
      />
    </FilterGroup>
  )
}

/** Words that the owner gave the sequence; nothing where there are none. */
export function SequenceTagChoices() {
  const { params, go, facets } = useSearch()
  const chosen = params.getAll('sequenceTag')
  const choices = withChosen(facets?.sequenceTag.slice(0, MAX_TAGS), ...chosen)
  if (choices.length === 0) return null
  return (
    <FilterGroup title="Tags of the sequence">
      <Choices choices={choices} chosen={chosen} onToggle={(one) => go(toggled(params, 'sequenceTag', one))} />
    </FilterGroup>
  )
}
