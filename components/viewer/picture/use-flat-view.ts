import { useCallback, useEffect, useEffectEvent, useState } from 'react'
import type { RequestedView } from '@/components/viewer/walk/use-viewer-address'
import type { Look } from '@/components/viewer/walk/viewer-address'
import { clampToFrame, lookOf, type Size, type View, viewOf, WHOLE } from './picture-view'

/** Changes the view; the picture stays in its frame. */
export type MoveView = (change: (view: View) => View) => void

/**
 * The part of a flat photo that is in sight: the whole of it for each new photo, then what the address requests, then what the gestures
 * make of it. `size`: the picture at scale 1, null until it is measured.
 */
export function useFlatView({
  photoId,
  size,
  frameSize,
  isMeasured,
  requestedView,
  onLook,
}: {
  photoId: string
  size: Size | null
  frameSize: Size | null
  isMeasured: boolean
  requestedView: RequestedView | null
  onLook: (look: Look | null) => void
}): { view: View; move: MoveView; reset: () => void } {
  const [view, setView] = useState<View>(WHOLE)
  const [shownId, setShownId] = useState(photoId)
  if (shownId !== photoId) {
    setShownId(photoId)
    setView(WHOLE)
  }
  const move = useCallback(
    (change: (view: View) => View) =>
      setView((current) => (size && frameSize ? clampToFrame(change(current), size, frameSize) : current)),
    [size, frameSize],
  )

  const [appliedView, setAppliedView] = useState<RequestedView | null>(null)
  if (isMeasured && size && frameSize && requestedView && requestedView !== appliedView) {
    setAppliedView(requestedView)
    setView(clampToFrame(viewOf(requestedView.look, size), size, frameSize))
  }
  const report = useEffectEvent((now: View) => {
    if (isMeasured && size && (!requestedView || requestedView === appliedView))
      onLook(now === WHOLE || now.scale === 1 ? null : lookOf(now, size))
  })
  useEffect(() => report(view), [view])
  const reset = useCallback(() => setView(WHOLE), [])
  return { view, move, reset }
}
