'use client'

import { MenuChoices, MenuLabel } from '@/components/ui/menu'
import { useUnits } from './units'

/** The choice of units, inside a menu. */
export function UnitChoices() {
  const { units, choose } = useUnits()
  return (
    <>
      <MenuLabel>Distances</MenuLabel>
      <MenuChoices
        value={units}
        onChange={choose}
        choices={[
          { value: 'metric', label: 'Kilometres' },
          { value: 'imperial', label: 'Miles' },
        ]}
      />
    </>
  )
}
