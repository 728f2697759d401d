'use client'

import { useSearch } from '@/components/search/search-context'
import { useUnits } from '@/components/units/units'
import { formatHeight } from '@/lib/format/number'
import { FOOT, type Units } from '@/lib/format/units'
import { FilterChip, FilterGroup } from './filter-chip'
import { NumberField } from './number-field'

export function AltitudeFilter() {
  const { params } = useSearch()
  const { units } = useUnits()
  const scale = units === 'metric' ? 1 : FOOT
  return (
    <FilterChip label="Altitude" value={describe(params.get('minAltitude'), params.get('maxAltitude'), units)}>
      <FilterGroup title={units === 'metric' ? 'Altitude in metres' : 'Altitude in feet'}>
        <div className="grid grid-cols-2 gap-3">
          <NumberField name="minAltitude" label="Lowest" scale={scale} />
          <NumberField name="maxAltitude" label="Highest" scale={scale} />
        </div>
        <p className="text-ink-faint text-xs">
          As the camera or Mapillary gave it. Photos without an altitude drop out.
        </p>
      </FilterGroup>
    </FilterChip>
  )
}

function describe(min: string | null, max: string | null, units: Units): string | null {
  const height = (meters: string) => formatHeight(Number(meters), units)
  if (min !== null && max !== null) return `${height(min)} to ${height(max)}`
  if (min !== null) return `Above ${height(min)}`
  return max === null ? null : `Below ${height(max)}`
}
