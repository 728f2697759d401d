'use client'

import { useSearch } from '@/components/search/search-context'
import { FilterChip, FilterGroup } from './filter-chip'
import { NumberField } from './number-field'

export function AltitudeFilter() {
  const { params } = useSearch()
  return (
    <FilterChip label="Altitude" value={describe(params.get('minAltitude'), params.get('maxAltitude'))}>
      <FilterGroup title="Altitude in metres">
        <div className="grid grid-cols-2 gap-3">
          <NumberField name="minAltitude" label="Lowest" />
          <NumberField name="maxAltitude" label="Highest" />
        </div>
        <p className="text-ink-faint text-xs">
          As the camera or Mapillary gave it. Photos without an altitude drop out.
        </p>
      </FilterGroup>
    </FilterChip>
  )
}

function describe(min: string | null, max: string | null): string | null {
  if (min !== null && max !== null) return `${min} to ${max} m`
  if (min !== null) return `Above ${min} m`
  return max === null ? null : `Below ${max} m`
}
