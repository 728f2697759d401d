'use client'

import { FilterBar } from '@/components/search/filters/filter-bar'
import type { LngLat } from '@/lib/geo/lng-lat'
import { changed } from '@/lib/search/search-url'
import { useMapTools } from './map-tools'
import { SearchBox } from './search-box'
import { useSearch } from './search-context'

const AROUND_METERS = 2000

/** Search field and filters, the same on the map and above the list. A place moves the map; without one it is searched around. */
export function SearchControls({
  tagValues,
  filterBarClassName,
}: {
  tagValues: string[]
  filterBarClassName?: string
}) {
  const { params, go } = useSearch()
  const map = useMapTools()
  const onPlace = (lngLat: LngLat) => {
    if (map) return map.goTo(lngLat)
    go(changed(params, { near: lngLat.join(','), radius: AROUND_METERS, bbox: null, area: null }))
  }
  return (
    <div className="grid min-w-0 max-w-3xl gap-2.5">
      <SearchBox tagValues={tagValues} onPlace={onPlace} />
      <FilterBar {...(filterBarClassName && { className: filterBarClassName })} />
    </div>
  )
}
