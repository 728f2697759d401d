'use client'

import { classNames } from '@/components/ui/class-names'
import { AltitudeFilter } from './altitude-filter'
import { CameraFilter } from './camera-filter'
import { DirectionFilter } from './direction-filter'
import { KindFilter } from './kind-filter'
import { MoreFilter } from './more-filter'
import { ViewpointsFilter } from './viewpoints-filter'
import { WhenFilter } from './when-filter'
import { WhereFilter } from './where-filter'

/** Every filter as a chip: in one row that scrolls where there is little room. */
export function FilterBar({ className }: { className?: string }) {
  return (
    <fieldset aria-label="Filters" className={classNames('flex min-w-0 gap-1.5', className)}>
      <WhenFilter />
      <KindFilter />
      <WhereFilter />
      <CameraFilter />
      <ViewpointsFilter />
      <DirectionFilter />
      <AltitudeFilter />
      <MoreFilter />
    </fieldset>
  )
}
