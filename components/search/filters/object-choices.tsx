'use client'

import { useSearch } from '@/components/search/search-context'
import { Select } from '@/components/ui/form/select'
import { changed } from '@/lib/search/search-url'
import { FilterGroup } from './filter-chip'
import { NumberField } from './number-field'

/** Who found the objects that are searched for, how sure they are, and how large. */
export function ObjectChoices() {
  const { params, go } = useSearch()
  return (
    <FilterGroup title="Objects on the photo">
      <Select
        aria-label="Who found them"
        value={params.get('source') ?? ''}
        onChange={(event) => go(changed(params, { source: event.target.value }))}
      >
        <option value="">Found by anybody</option>
        <option value="mapillary">Found by Mapillary</option>
        <option value="mtp">Added by people here</option>
      </Select>
      {params.has('tag') ? (
        <div className="grid grid-cols-2 gap-3">
          <NumberField name="minScore" label="Sure, at least (%)" min={0} max={100} scale={0.01} />
          <NumberField name="minArea" label="Size, at least (%)" min={0} max={100} step={0.1} scale={0.01} />
        </div>
      ) : (
        <p className="text-ink-faint text-xs">Search for an object first to say how sure and how large it has to be.</p>
      )}
    </FilterGroup>
  )
}
