'use client'

import { THEME_CHOICES, useTheme } from '@/components/shell/use-theme'
import { Card } from '@/components/ui/card'
import { Choices } from '@/components/ui/form/choices'
import { UNIT_CHOICES } from '@/components/units/units'
import { useUnitChoice } from '@/components/units/use-unit-choice'

/** What the menu at the end of the header offers too: colours and units. */
export function DisplayCard() {
  const [theme, chooseTheme] = useTheme()
  const [units, chooseUnits] = useUnitChoice()
  return (
    <Card id="display" className="grid gap-6 p-6">
      <div className="grid gap-1">
        <h2 className="font-semibold text-lg">Colours and units</h2>
        <p className="text-ink-muted text-sm">This browser remembers them, also when you are not logged in.</p>
      </div>
      <div className="grid items-start gap-6 sm:grid-cols-2">
        <Choices name="theme" legend="Colours" choices={THEME_CHOICES} chosen={theme} onChoose={chooseTheme} />
        <Choices name="units" legend="Distances" choices={UNIT_CHOICES} chosen={units} onChoose={chooseUnits} />
      </div>
    </Card>
  )
}
