import { type RefObject, useEffect } from 'react'

const NAMES = ['--covered-above', '--covered-below', '--visible-height']

/** Sets on an element how much of the window the on-screen keyboard covers and leaves: --covered-above, --covered-below, --visible-height. */
export function useVisiblePart(target: RefObject<HTMLElement | null>, isUsed: boolean): void {
  useEffect(() => {
    const { visualViewport: visible } = window
    const element = target.current
    if (!isUsed || !visible || !element) return
    const tell = () => {
      if (visible.scale > 1.01) return // zoomed by fingers: nothing is covered
      const below = document.documentElement.clientHeight - visible.offsetTop - visible.height
      const lengths = [visible.offsetTop, Math.max(0, below), visible.height]
      NAMES.forEach((name, index) => {
        element.style.setProperty(name, `${lengths[index]}px`)
      })
    }
    tell()
    visible.addEventListener('resize', tell)
    visible.addEventListener('scroll', tell)
    return () => {
      visible.removeEventListener('resize', tell)
      visible.removeEventListener('scroll', tell)
      for (const name of NAMES) element.style.removeProperty(name)
    }
  }, [target, isUsed])
}
