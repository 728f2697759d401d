'use client'

import { classNames } from '@/components/ui/class-names'
import { CHIPS, RARE_FILTERS } from './filter-panel'
import { MoreFilter } from './more-filter'

/** Every filter as a chip, in one row that scrolls where there is little room. */
export function FilterBar({ className }: { className?: string }) {
  return (
    <fieldset aria-label="Filters" className={classNames('flex min-w-0 gap-1.5', className)}>
      {CHIPS.map(({ name, Chip }) => (
        <Chip key={name} />
      ))}
      <MoreFilter filters={RARE_FILTERS} />
    </fieldset>
  )
}
