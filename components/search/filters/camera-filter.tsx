'use client'

import { useSearch } from '@/components/search/search-context'
import { changed } from '@/lib/search/search-url'
import { Choices } from './choices'
import { FilterChip, FilterGroup } from './filter-chip'
import { withChosen } from './with-chosen'

/** The make of the camera, then its model. */
export function CameraFilter() {
  const { params, go, facets } = useSearch()
  const [make, model] = [params.get('cameraMake'), params.get('cameraModel')]
  const makes = withChosen(facets?.cameraMake, make)
  const models = withChosen(facets?.cameraModel, model)
  return (
    <FilterChip label="Camera" value={model ?? make}>
      {makes.length === 0 && models.length === 0 && (
        <p className="text-ink-muted text-sm">No photo of this result says what camera took it.</p>
      )}
      {makes.length > 0 && (
        <FilterGroup title="Make">
          <Choices
            choices={makes}
            chosen={make === null ? [] : [make]}
            onToggle={(one) => go(changed(params, { cameraMake: one === make ? null : one, cameraModel: null }))}
          />
        </FilterGroup>
      )}
      {models.length > 0 && (
        <FilterGroup title="Model">
          <Choices
            choices={models}
            chosen={model === null ? [] : [model]}
            onToggle={(one) => go(changed(params, { cameraModel: one === model ? null : one }))}
          />
        </FilterGroup>
      )}
    </FilterChip>
  )
}
