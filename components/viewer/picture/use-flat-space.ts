import { useLayoutEffect, useMemo, useRef } from 'react'
import { type FlatPlace, flatToFrame, flatToPicture, type PictureSpace } from './picture-space'
import { revealed, type View } from './picture-view'

/** The space of a flat picture that lies at `place`; null as long as there is none. The same object until then. */
export function useFlatSpace(
  place: FlatPlace | null,
  move: (change: (view: View) => View) => void,
): PictureSpace | null {
  const latest = useRef(place)
  const mover = useRef(move)
  const listeners = useRef(new Set<() => void>())
  useLayoutEffect(() => {
    latest.current = place
    mover.current = move
    for (const listener of listeners.current) listener()
  })

  const isPlaced = place !== null
  return useMemo(() => {
    if (!isPlaced) return null
    return {
      isSphere: false,
      toFrame: (point) => latest.current && flatToFrame(latest.current, point),
      toPicture: (point) => latest.current && flatToPicture(latest.current, point),
      outline: (ring) => () => {
        const { current } = latest
        return current ? ring.map((point) => flatToFrame(current, point)) : []
      },
      reveal: (point) =>
        mover.current((view) =>
          latest.current ? revealed(view, point, latest.current.size, latest.current.frame) : view,
        ),
      onMove(listener) {
        listeners.current.add(listener)
        return () => listeners.current.delete(listener)
      },
    }
  }, [isPlaced])
}
