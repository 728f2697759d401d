'use client'

import type { ComponentType } from 'react'
import { useSearch } from '@/components/search/search-context'
import type { FilterParam } from '@/lib/search/filter-names'
import { FilterChip } from './filter-chip'

/** A filter that few people need: its controls (null: only links set it), and the parameters that are counted on the chip. */
export type RareFilter = { name: string; Controls: ComponentType | null; params: readonly FilterParam[] }

/** The filters that have no chip of their own. */
export function MoreFilter({ filters }: { filters: RareFilter[] }) {
  const { params } = useSearch()
  const set = filters.flatMap((filter) => filter.params).filter((param) => params.has(param))
  return (
    <FilterChip label="More" count={set.length}>
      {filters.map(({ name, Controls }) => Controls && <Controls key={name} />)}
    </FilterChip>
  )
}
