import { useEffect, useState } from 'react'

const KEY = 'outlines'
const ALL = 'all'

/** Whether all outlines are drawn, remembered in this browser. At first they are not: people look at the photo before its objects. */
export function useAllOutlines(): [isShown: boolean, show: (isShown: boolean) => void] {
  const [isShown, setShown] = useState(false)
  useEffect(() => setShown(isRemembered()), [])
  const show = (next: boolean) => {
    setShown(next)
    remember(next)
  }
  return [isShown, show]
}

// A browser may forbid storage; then the choice lasts as long as the page.
function isRemembered(): boolean {
  try {
    return localStorage.getItem(KEY) === ALL
  } catch {
    return false
  }
}

function remember(isShown: boolean): void {
  try {
    if (isShown) localStorage.setItem(KEY, ALL)
    else localStorage.removeItem(KEY)
  } catch {
    // Nothing depends on it.
  }
}
