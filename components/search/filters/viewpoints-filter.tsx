'use client'

import { useSearch } from '@/components/search/search-context'
import { changed } from '@/lib/search/search-url'
import { Choices } from './choices'
import { FilterChip, FilterGroup } from './filter-chip'

const STEPS = ['1', '2', '5', '10', '25']

/** How many people have to find a photo worth the trip. */
export function ViewpointsFilter() {
  const { params, go } = useSearch()
  const least = params.get('minViewpoints')
  return (
    <FilterChip
      label="Viewpoints"
      value={least === null ? null : `${least}+ viewpoint ${least === '1' ? 'mark' : 'marks'}`}
    >
      <FilterGroup title="Worth the trip for at least">
        <Choices
          choices={STEPS.map((value) => ({ value, label: value === '1' ? '1 person' : `${value} people` }))}
          chosen={least === null ? [] : [least]}
          onToggle={(one) => go(changed(params, { minViewpoints: one === least ? null : one }))}
        />
      </FilterGroup>
    </FilterChip>
  )
}
