const KEY = 'mtp-theme'

/** Takes the theme that was chosen here before; else the system's. */
export function startTheme(): void {
  const chosen = read()
  if (chosen) document.documentElement.dataset.theme = chosen
}

/** Turns light to dark, and back. */
export function swapTheme(): void {
  const next = isDark() ? 'light' : 'dark'
  document.documentElement.dataset.theme = next
  try {
    localStorage.setItem(KEY, next)
  } catch {
    // some browsers keep nothing for pages from a disk: it holds until the page is closed
  }
}

function isDark(): boolean {
  const chosen = document.documentElement.dataset.theme
  return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches
}

/** Calls back when the page turns light or dark. */
export function onThemeChange(listener: () => void): void {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', listener)
  new MutationObserver(listener).observe(document.documentElement, { attributeFilter: ['data-theme'] })
}

/** A colour of the theme by its name in viewer.css. */
export function colourOf(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()
}

function read(): string | null {
  try {
    const chosen = localStorage.getItem(KEY)
    return chosen === 'dark' || chosen === 'light' ? chosen : null
  } catch {
    return null
  }
}
