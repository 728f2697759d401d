import { useEffect, useState } from 'react'

/**
 * The value, delayed until the frame in which everything else shows the new one is on the screen. When values follow each other quickly,
 * only the last one arrives, so no work is done for those in between.
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
