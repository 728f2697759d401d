'use client'

import { MenuChoices, MenuLabel } from '@/components/ui/menu'
import { THEME_CHOICES, useTheme } from './use-theme'

/** The choice of colours, inside a menu. */
export function ThemeChoices() {
  const [theme, chooseTheme] = useTheme()
  return (
    <>
      <MenuLabel>Colours</MenuLabel>
      <MenuChoices value={theme} onChange={chooseTheme} choices={THEME_CHOICES} />
    </>
  )
}
