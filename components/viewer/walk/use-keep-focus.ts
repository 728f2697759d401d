import { type RefObject, useEffect, useRef } from 'react'

/** When what had the focus goes with the photo, the focus comes to `rest` instead of being lost. */
export function useKeepFocus(area: RefObject<HTMLElement | null>, rest: RefObject<HTMLElement | null>) {
  const last = useRef<Element | null>(null)
  useEffect(() => {
    const element = area.current
    if (!element) return
    const remember = ({ target }: FocusEvent) => {
      last.current = target instanceof Element ? target : null
    }
    element.addEventListener('focusin', remember)
    return () => element.removeEventListener('focusin', remember)
  }, [area])
  useEffect(() => {
    if (last.current && !last.current.isConnected && document.activeElement === document.body) {
      last.current = null
      rest.current?.focus({ preventScroll: true })
    }
  })
}
