import { useCallback, useSyncExternalStore } from 'react'

/** Narrower than Tailwind's `sm`. */
export const PHONE = '(width < 40rem)'

/** Whether a media query holds now; false on the server. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (onChange: () => void) => {
      const media = matchMedia(query)
      media.addEventListener('change', onChange)
      return () => media.removeEventListener('change', onChange)
    },
    [query],
  )
  return useSyncExternalStore(
    subscribe,
    () => matchMedia(query).matches,
    () => false,
  )
}
