import { type RefObject, useEffect, useEffectEvent, useState } from 'react'
import type { ViewDirection } from '@/components/viewer/walk/view-direction'
import type { Sphere } from './sphere'

/** The 360° viewer in its container; null until its code is loaded, and where the browser cannot run it. */
export function useSphere(
  container: RefObject<HTMLElement | null>,
  { onLook, onFailure }: { onLook: (direction: ViewDirection) => void; onFailure: (reason: string) => void },
): Sphere | null {
  const [sphere, setSphere] = useState<Sphere | null>(null)
  const look = useEffectEvent(onLook)
  const fail = useEffectEvent(onFailure)
  useEffect(() => {
    const element = container.current
    if (!element) return
    if (!document.createElement('canvas').getContext('webgl2')) {
      fail('This browser has no WebGL, so the 360° photo is shown flat.')
      return
    }
    let created: Sphere | undefined
    let isGone = false
    import('./sphere')
      .then(({ createSphere }) => {
        if (isGone) return
        created = createSphere(element, {
          look: (direction) => look(direction),
          lose: () => fail('The graphics of this browser gave up, so the 360° photo is shown flat.'),
        })
        setSphere(created)
      })
      .catch(() => fail('The 360° viewer could not be started, so the photo is shown flat.'))
    return () => {
      isGone = true
      created?.destroy()
    }
  }, [container])
  return sphere
}
