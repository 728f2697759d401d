import { useEffect, useState } from 'react'

/**
 * The value as it was until the frame with the new one around it is on the screen. Of values that follow each other quickly only the last
 * comes: work for those between is never done.
 */
export function useAfterPaint<T>(value: T): T {
  const [shown, setShown] = useState(value)
  useEffect(() => {
    let request = requestAnimationFrame(() => {
      request = requestAnimationFrame(() => setShown(value))
    })
    return () => cancelAnimationFrame(request)
  }, [value])
  return shown
}
