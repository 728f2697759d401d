'use client'

import { useSyncExternalStore } from 'react'

function subscribe(onChange: () => void) {
  const system = matchMedia('(prefers-color-scheme: dark)')
  const chosen = new MutationObserver(onChange)
  system.addEventListener('change', onChange)
  chosen.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  return () => {
    system.removeEventListener('change', onChange)
    chosen.disconnect()
  }
}

function isDark() {
  return getComputedStyle(document.documentElement).colorScheme === 'dark'
}

/** Whether the dark theme shows now, chosen or from the system; for what CSS variables cannot reach, such as a map. */
export function useIsDark(): boolean {
  return useSyncExternalStore(subscribe, isDark, () => false)
}
