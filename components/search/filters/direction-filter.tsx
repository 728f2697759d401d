'use client'

import { useSearch } from '@/components/search/search-context'
import { directionName } from '@/lib/photos/describe-photo'
import { changed } from '@/lib/search/search-url'
import { Choices } from './choices'
import { DirectionDial } from './direction-dial'
import { FilterChip, FilterGroup } from './filter-chip'

const USUAL_TOLERANCE = '45' // as the API has it
const TOLERANCES = ['15', '30', '45', '90']

/** Where the camera looks, give or take an angle. */
export function DirectionFilter() {
  const { params, go } = useSearch()
  const heading = params.get('heading')
  const tolerance = params.get('headingTolerance') ?? USUAL_TOLERANCE
  const degrees = heading === null || Number.isNaN(Number(heading)) ? null : Number(heading)
  return (
    <FilterChip label="Direction" value={degrees === null ? null : `Looking ${directionName(degrees)}`}>
      <FilterGroup title="The camera looks">
        <DirectionDial
          heading={degrees}
          tolerance={Number(tolerance)}
          onChange={(next) =>
            go(
              changed(params, {
                heading: next,
                headingTolerance: next === null ? null : params.get('headingTolerance'),
              }),
            )
          }
        />
      </FilterGroup>
      {degrees !== null && (
        <FilterGroup title="Give or take">
          <Choices
            choices={TOLERANCES.map((value) => ({ value, label: `${value}°` }))}
            chosen={[tolerance]}
            onToggle={(one) => go(changed(params, { headingTolerance: one === USUAL_TOLERANCE ? null : one }))}
          />
        </FilterGroup>
      )}
    </FilterChip>
  )
}
