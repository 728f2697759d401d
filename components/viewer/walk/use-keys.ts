import { useEffect, useEffectEvent } from 'react'

/** Calls what belongs to a single key, wherever the focus is, except where the key has a meaning of its own. */
export function useKeys(keys: Record<string, (event: KeyboardEvent) => void>): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const run = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key]
    if (!run || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTakenBy(event)) return
    event.preventDefault()
    run(event)
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event)
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}

function isTakenBy({ key, target }: KeyboardEvent): boolean {
  if (document.querySelector('[role="dialog"], [role="menu"]')) return true
  if (!(target instanceof Element)) return false
  if (key === ' ' && target.closest('a, button, summary, [role="slider"]')) return true
  return (
    target.closest(
      'input, textarea, select, [contenteditable], [role="radiogroup"], [role="tablist"], .maplibregl-map',
    ) !== null
  )
}
