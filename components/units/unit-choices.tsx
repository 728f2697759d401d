'use client'

import { MenuChoices, MenuLabel } from '@/components/ui/menu'
import { UNIT_CHOICES } from './units'
import { useUnitChoice } from './use-unit-choice'

/** The choice of units, inside a menu. */
export function UnitChoices() {
  const [units, choose] = useUnitChoice()
  return (
    <>
      <MenuLabel>Distances</MenuLabel>
      <MenuChoices value={units} onChange={choose} choices={UNIT_CHOICES} />
    </>
  )
}
