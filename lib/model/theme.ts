/** What a visitor may choose; `system` follows the device. */
const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

/** Read by the root layout, so that the first paint already has the right colours. */
export const THEME_COOKIE = 'theme'

export function parseTheme(text: string | undefined): Theme {
  return THEMES.find((theme) => theme === text) ?? 'system'
}
