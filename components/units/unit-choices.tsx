'use client'

import { useRouter } from 'next/navigation'
import { MenuChoices, MenuLabel } from '@/components/ui/menu'
import { UNIT_CHOICES, useUnits } from './units'

/** The choice of units, inside a menu. */
export function UnitChoices() {
  const { units, choose } = useUnits()
  const router = useRouter()
  return (
    <>
      <MenuLabel>Distances</MenuLabel>
      <MenuChoices
        value={units}
        onChange={(next) => {
          choose(next)
          router.refresh() // the server wrote lengths too, into the sentence of a search
        }}
        choices={UNIT_CHOICES}
      />
    </>
  )
}
